/**
 * Collections that share structure: a changed copy costs what changed, and so does comparing it
 * with its origin. Reading order: {@link PersistentMap}, {@link PersistentList}. Depends on the JDK
 * alone.
 */
@NullMarked
package io.kuberouter.persistent;

import org.jspecify.annotations.NullMarked;
