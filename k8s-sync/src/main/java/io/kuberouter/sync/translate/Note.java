package io.kuberouter.sync.translate;

/**
 * Something that an object asks for and does not get.
 *
 * @param subject the object: {@code Service shop/web}
 * @param text what was left out, and why
 */
public record Note(String subject, String text) {}
