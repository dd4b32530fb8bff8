package io.kuberouter.bgp.bmp.sender;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The way to a monitoring station. Used by one thread. */
@FunctionalInterface
public interface BmpTransport {

  /** A connection; the station never says anything (RFC 7854 section 3.2). */
  interface Connection extends AutoCloseable {

    /** Sends all that remains in the buffer; may wait for the station. */
    void write(ByteBuffer octets) throws IOException;

    @Override
    void close();
  }

  /** Connects. */
  Connection connect() throws IOException;
}
