/**
 * Edge: runs the tools of this machine. Reading order: {@link ToolRunner}, {@link
 * ProcessToolRunner}. Depends on the JDK alone.
 */
@NullMarked
package io.kuberouter.process;

import org.jspecify.annotations.NullMarked;
