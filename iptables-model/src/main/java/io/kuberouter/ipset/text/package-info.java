/**
 * Sets as text: what {@code ipset save} prints and {@code ipset restore} reads, and what people
 * type.
 *
 * <p>Reading order: {@link SetScript}, {@link IpSetSaveParser}, then {@link DefinitionParser} and
 * {@link ElementParser}. Values know their own text; what was parsed from {@code ipset save} prints
 * the same bytes. No reader throws anything but {@link io.kuberouter.text.ParseException}.
 *
 * <p>Depends on the values and {@code io.kuberouter.text}.
 */
@NullMarked
package io.kuberouter.ipset.text;

import org.jspecify.annotations.NullMarked;
