/**
 * JSON as values, read with the place of every fault, printed on one line. Reading order: {@link
 * Json}, {@link JsonReader}, {@link JsonWriter}. Depends on {@code io.kuberouter.text}.
 */
@NullMarked
package io.kuberouter.nftables.json;

import org.jspecify.annotations.NullMarked;
