/**
 * Edges that read the cluster: the only package that knows a Kubernetes client.
 *
 * <p>Reading order: {@link ClusterSource}, then the folder source, then the API source.
 */
@NullMarked
package io.kuberouter.sync.watch;

import org.jspecify.annotations.NullMarked;
