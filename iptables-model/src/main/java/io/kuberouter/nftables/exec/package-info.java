/**
 * Edge: the rulesets of this machine's kernel, through {@code nft}. Reading order: {@link NftTool},
 * {@link NftException}, {@link ProcessNftTool}. The fake is in {@code
 * io.kuberouter.nftables.testkit}.
 */
@NullMarked
package io.kuberouter.nftables.exec;

import org.jspecify.annotations.NullMarked;
