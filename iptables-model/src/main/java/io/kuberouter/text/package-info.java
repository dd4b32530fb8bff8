/**
 * What every reader of text here shares. Reading order: {@link ParseException}, {@link
 * IpAddresses}. Depends on the JDK alone.
 */
@NullMarked
package io.kuberouter.text;

import org.jspecify.annotations.NullMarked;
