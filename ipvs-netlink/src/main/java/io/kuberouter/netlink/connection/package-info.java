/**
 * Edge: requests and their answers, dumps, batches and notifications over one transport. Reading
 * order: {@link NetlinkConnection}, {@link NetlinkEvents}, {@link RequestBuffer}, {@link
 * AnswerBuffer}.
 */
@NullMarked
package io.kuberouter.netlink.connection;

import org.jspecify.annotations.NullMarked;
