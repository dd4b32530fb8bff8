package io.kuberouter.bgp.mrt.file;

import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.codec.MrtRecordCodec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes records to a stream. Confined to one thread. */
public final class MrtWriter implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private ByteBuffer record = ByteBuffer.allocate(BUFFER);

  /** Writes to a stream, which is closed with this writer. */
  public MrtWriter(OutputStream out) {
    this.out = out;
  }

  /** {@return a writer of a new file, compressed if its name ends with {@code .gz}} */
  public static MrtWriter create(Path file) throws IOException {
    OutputStream to = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    return new MrtWriter(file.toString().endsWith(".gz") ? new GZIPOutputStream(to, BUFFER) : to);
  }

  /** Writes a record. */
  public void write(MrtRecord next) throws IOException {
    int length = MrtRecordCodec.length(next);
    if (record.capacity() < length) {
      record = ByteBuffer.allocate(Math.max(length, 2 * record.capacity()));
    }
    MrtRecordCodec.encode(next, record.clear());
    out.write(record.array(), 0, record.position());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
