/** IPVS values in the text of {@code ipvsadm -Sn}. */
@NullMarked
package io.kuberouter.ipvs.text;

import org.jspecify.annotations.NullMarked;
