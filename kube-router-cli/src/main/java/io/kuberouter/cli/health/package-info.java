/** Edge: what a kubelet asks. Reading order: {@link HealthServer}. */
@NullMarked
package io.kuberouter.cli.health;

import org.jspecify.annotations.NullMarked;
