/**
 * The JSON of {@code nft -j}, {@code libnftables-json(5)}: read and written, each form on one
 * screen.
 *
 * <p>Reading order: {@link ListingParser}, {@link StatementJson}, {@link ExpressionJson}, {@link
 * JsonScript}. A form that is not known, or not in all its parts, becomes {@code Unknown} with its
 * JSON and is written as it came.
 *
 * <p>Depends on the values and {@code json}.
 */
@NullMarked
package io.kuberouter.nftables.listing;

import org.jspecify.annotations.NullMarked;
