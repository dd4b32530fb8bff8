package io.kuberouter.ipset;

import io.kuberouter.text.IpAddresses;
import java.net.InetAddress;

/** One option of {@code ipset create}. */
public sealed interface SetOption {

  /** {@return the words of the tool} */
  String text();

  /** {@code family}: of the addresses. */
  record Family(io.kuberouter.ipset.Family family) implements SetOption {
    @Override
    public String text() {
      return "family " + family.text();
    }
  }

  /** {@code hashsize}: buckets of the first table, rounded up to a power of two. */
  record HashSize(long buckets) implements SetOption {
    @Override
    public String text() {
      return "hashsize " + buckets;
    }
  }

  /** {@code maxelem}: how many elements it takes; 0 is the kernel's default. */
  record MaxElem(long elements) implements SetOption {
    @Override
    public String text() {
      return "maxelem " + elements;
    }
  }

  /** {@code netmask}: bits that are kept of addresses. */
  record Netmask(int length) implements SetOption {
    @Override
    public String text() {
      return "netmask " + length;
    }
  }

  /** {@code bitmask}: addresses are joined with it by and. */
  record Bitmask(InetAddress mask) implements SetOption {
    @Override
    public String text() {
      return "bitmask " + IpAddresses.format(mask);
    }
  }

  /** {@code markmask}: marks are joined with it by and. */
  record MarkMask(long mask) implements SetOption {
    @Override
    public String text() {
      return "markmask 0x%08x".formatted(mask);
    }
  }

  /** {@code range} of a bitmap of addresses. */
  record AddressRange(InetAddress first, InetAddress last) implements SetOption {
    @Override
    public String text() {
      return "range " + IpAddresses.format(first) + "-" + IpAddresses.format(last);
    }
  }

  /** {@code range} of a bitmap of ports. */
  record PortRange(int first, int last) implements SetOption {
    @Override
    public String text() {
      return "range " + first + "-" + last;
    }
  }

  /** {@code size} of a list. */
  record Size(long sets) implements SetOption {
    @Override
    public String text() {
      return "size " + sets;
    }
  }

  /**
   * {@code timeout} of elements that say none, in seconds; 0 keeps them, but lets others have one.
   */
  record Timeout(long seconds) implements SetOption {
    @Override
    public String text() {
      return "timeout " + seconds;
    }
  }

  /** {@code counters}: elements count packets and bytes. */
  record Counters() implements SetOption {
    @Override
    public String text() {
      return "counters";
    }
  }

  /** {@code comment}: elements carry text. */
  record Comments() implements SetOption {
    @Override
    public String text() {
      return "comment";
    }
  }

  /** {@code skbinfo}: elements carry a mark, a priority and a queue for packets. */
  record SkbInfo() implements SetOption {
    @Override
    public String text() {
      return "skbinfo";
    }
  }

  /** {@code forceadd}: a full set drops an element for a new one. {@code ipset save} hides it. */
  record ForceAdd() implements SetOption {
    @Override
    public String text() {
      return "forceadd";
    }
  }

  /** {@code bucketsize}: elements of a bucket at most. */
  record BucketSize(int elements) implements SetOption {
    @Override
    public String text() {
      return "bucketsize " + elements;
    }
  }

  /** {@code initval} of the hash function; the kernel's choice where it is not given. */
  record InitVal(long value) implements SetOption {
    @Override
    public String text() {
      return "initval 0x%08x".formatted(value);
    }
  }

  /** A word that is not known, as it stands. */
  record Unknown(String text) implements SetOption {}
}
