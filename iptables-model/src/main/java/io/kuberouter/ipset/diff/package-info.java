/**
 * What to do so that sets become others. Reading order: {@link SetDiff}, {@link SetDiffer}, {@link
 * SetDiffPolicy}. Depends on the values.
 */
@NullMarked
package io.kuberouter.ipset.diff;

import org.jspecify.annotations.NullMarked;
