/**
 * Collections that share structure: a changed copy costs what changed, and so does comparing it
 * with its origin. One class: {@link PersistentMap}. Depends on the JDK alone.
 */
@NullMarked
package io.kuberouter.persistent;

import org.jspecify.annotations.NullMarked;
