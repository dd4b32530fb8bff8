/**
 * Commands in the syntax of {@code nft(8)}, one a line, as input of {@code nft -f}.
 *
 * <p>Reading order: {@link NftScript}, {@link StatementText}, {@link ExpressionText}. What came as
 * JSON that is not known has no form here: {@link NftScript#isPrintable} tells.
 *
 * <p>Depends on the values.
 */
@NullMarked
package io.kuberouter.nftables.text;

import org.jspecify.annotations.NullMarked;
