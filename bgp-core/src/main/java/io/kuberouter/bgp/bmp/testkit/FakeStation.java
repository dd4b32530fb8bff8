package io.kuberouter.bgp.bmp.testkit;

import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.codec.BmpFormatException;
import io.kuberouter.bgp.bmp.codec.BmpMessageCodec;
import io.kuberouter.bgp.bmp.sender.BmpTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told, by connection; refuses, loses connections and stops reading on demand. */
public final class FakeStation implements BmpTransport {

  private final List<List<BmpMessage>> connections = new ArrayList<>();
  private int refusals;
  private int attempts;
  private int left = Integer.MAX_VALUE;
  private boolean deaf;

  /** Refuses the next connections. */
  public synchronized void refuse(int times) {
    refusals = times;
  }

  /** Loses the connection after some messages more. */
  public synchronized void loseAfter(int messages) {
    left = messages;
  }

  /** Reads nothing until told otherwise. */
  public synchronized void deaf(boolean now) {
    deaf = now;
    notifyAll();
  }

  /** {@return how often somebody tried to connect} */
  public synchronized int attempts() {
    return attempts;
  }

  /** {@return what was told, by connection} */
  public synchronized List<List<BmpMessage>> told() {
    return connections.stream().map(List::copyOf).toList();
  }

  @Override
  public synchronized Connection connect() throws IOException {
    attempts++;
    if (refusals > 0) {
      refusals--;
      throw new IOException("Connection refused");
    }
    List<BmpMessage> told = new ArrayList<>();
    connections.add(told);
    return new Connection() {
      private boolean closed;

      @Override
      public void write(ByteBuffer octets) throws IOException {
        synchronized (FakeStation.this) {
          while (deaf && !closed) {
            try {
              FakeStation.this.wait();
            } catch (InterruptedException e) {
              throw new IOException("interrupted", e);
            }
          }
          if (closed || left-- == 0) {
            left = Integer.MAX_VALUE;
            throw new IOException("Broken pipe");
          }
          try {
            told.add(BmpMessageCodec.decode(octets));
          } catch (BmpFormatException e) {
            throw new IOException(e.getMessage(), e);
          }
          FakeStation.this.notifyAll();
        }
      }

      @Override
      public void close() {
        synchronized (FakeStation.this) {
          closed = true;
          FakeStation.this.notifyAll();
        }
      }
    };
  }
}
