package io.kuberouter.bgp.bmp.sender;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/** TCP to a station. */
public record TcpBmpTransport(InetSocketAddress station, Duration timeout) implements BmpTransport {

  @Override
  public Connection connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(station, Math.toIntExact(timeout.toMillis()));
      socket.setTcpNoDelay(true);
      return new TcpConnection(socket, socket.getOutputStream());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private record TcpConnection(Socket socket, OutputStream out) implements Connection {
    @Override
    public void write(ByteBuffer octets) throws IOException {
      byte[] all = new byte[octets.remaining()];
      octets.get(all);
      out.write(all);
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new IllegalStateException("a socket that cannot be closed", e);
      }
    }
  }
}
