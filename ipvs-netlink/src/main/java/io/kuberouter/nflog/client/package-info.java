/**
 * Edge: packets that the running kernel logs. Reading order: {@link NflogReader}, {@link
 * KernelNflogReader}.
 */
@NullMarked
package io.kuberouter.nflog.client;

import org.jspecify.annotations.NullMarked;
