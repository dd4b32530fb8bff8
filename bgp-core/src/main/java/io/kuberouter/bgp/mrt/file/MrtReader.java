package io.kuberouter.bgp.mrt.file;

import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.codec.MrtFormatException;
import io.kuberouter.bgp.mrt.codec.MrtRecordCodec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads records from a stream, in memory for the longest of them. Confined to one thread.
 *
 * <p>After an {@link MrtFormatException} the next call reads the next record, unless the stream is
 * at its end or a length cannot be believed.
 */
public final class MrtReader implements AutoCloseable {

  /** Octets of the longest record that is read; the longest of public dumps are below 1 MiB. */
  public static final int LONGEST = 64 << 20;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private ByteBuffer record = ByteBuffer.allocate(BUFFER);
  private long offset;
  private long count;
  private boolean lost;

  /** Reads from a stream, which is closed with this reader. */
  public MrtReader(InputStream in) {
    this.in = in;
  }

  /**
   * {@return a reader of a file, which may be compressed with gzip}
   *
   * @throws IOException also when it is compressed otherwise
   */
  public static MrtReader open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      in.mark(3);
      byte[] magic = in.readNBytes(3);
      in.reset();
      if (magic.length == 3 && magic[0] == 'B' && magic[1] == 'Z' && magic[2] == 'h') {
        throw new IOException(file + " is compressed with bzip2: decompress it first");
      }
      boolean gzip = magic.length > 1 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b;
      return new MrtReader(
          gzip ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * {@return the next record, absent at the end}
   *
   * @throws MrtFormatException says which record, and where it begins
   */
  public Optional<MrtRecord> read() throws IOException, MrtFormatException {
    if (lost) {
      return Optional.empty();
    }
    long at = offset;
    int head = in.readNBytes(record.array(), 0, MrtRecordCodec.HEADER);
    offset += head;
    if (head == 0) {
      return Optional.empty();
    }
    try {
      if (head < MrtRecordCodec.HEADER) {
        lost = true;
        throw new MrtFormatException("the header is cut after " + head + " octets");
      }
      int length = length();
      if (record.capacity() < length) {
        record =
            ByteBuffer.allocate(Math.min(LONGEST, Math.max(length, 2 * record.capacity())))
                .put(record.array(), 0, MrtRecordCodec.HEADER);
      }
      int body = in.readNBytes(record.array(), head, length - head);
      offset += body;
      if (head + body < length) {
        lost = true;
        throw new MrtFormatException(
            "the record is cut after " + (head + body) + " of " + length + " octets");
      }
      Optional<MrtRecord> read = Optional.of(MrtRecordCodec.decode(record.clear().limit(length)));
      count++;
      return read;
    } catch (MrtFormatException e) {
      count++;
      throw new MrtFormatException("record " + count + " at offset " + at + ": " + e.getMessage());
    }
  }

  private int length() throws MrtFormatException {
    long length = MrtRecordCodec.HEADER + MrtRecordCodec.bodyLength(record.clear());
    if (length > LONGEST) {
      lost = true;
      throw new MrtFormatException("length " + length + ", at most " + LONGEST);
    }
    return (int) length;
  }

  /** {@return how many records were read, faulty ones included} */
  public long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
