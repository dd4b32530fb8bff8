package io.kuberouter.netlink.connection;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.transport.NetlinkTransport;
import io.kuberouter.netlink.wire.WireFormatException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Many requests in few datagrams. The kernel takes those of a datagram in order and answers a
 * refused one in any case; behind them stands one that it acknowledges once they are done:
 *
 * <pre>
 * | request | request | … | NLMSG_NOOP, NLM_F_ACK |
 * </pre>
 *
 * The acknowledgement is not asked of the last request, because {@code netlink_rcv_skb} sends none
 * for one that was interrupted ({@code EINTR}), such as the end of an IPVS daemon that has not come
 * to run yet. One thread at a time.
 */
final class BatchExchange {

  /** What a datagram may hold. */
  static final int BYTES = 64 * 1024;

  /** As many refusals find room in a receive buffer of the usual 208 KiB. */
  private static final int MESSAGES = 256;

  private static final int NLM_F_ACK = 4;
  private static final int NLMSG_NOOP = 1;
  private static final NetlinkMessage END =
      new NetlinkMessage(NLMSG_NOOP, 0, new byte[0], "end of a batch");

  private final List<NetlinkMessage> requests;
  private final List<Optional<KernelException>> results;
  private final RequestBuffer out;
  private final AnswerBuffer in;
  private final NetlinkTransport transport;
  private final NetlinkOptions options;

  /** The place of a datagram's first request among all, and its number. */
  private int base;

  private int first;
  private int count;

  BatchExchange(
      List<NetlinkMessage> requests,
      RequestBuffer out,
      AnswerBuffer in,
      NetlinkTransport transport,
      NetlinkOptions options) {
    this.requests = requests;
    this.results = new ArrayList<>(requests.size());
    this.out = out;
    this.in = in;
    this.transport = transport;
    this.options = options;
  }

  /** Sends all, and waits for what the kernel says; the deadline is for each datagram. */
  List<Optional<KernelException>> results() throws IOException {
    while (results.size() < requests.size()) {
      fill();
      int end = ask();
      answers(end, System.nanoTime() + options.deadline().toNanos());
    }
    return results;
  }

  private void fill() {
    base = results.size();
    count = 0;
    boolean last = false;
    while (!last) {
      int next = base + count + 1;
      NetlinkMessage request = requests.get(next - 1);
      last =
          next == requests.size()
              || count + 1 == MESSAGES
              || !out.hasRoomFor(request, requests.get(next));
      int number = out.put(request, 0);
      first = count == 0 ? number : first;
      count++;
      results.add(Optional.empty());
    }
  }

  /** Sends what is to be sent, with the request behind that is acknowledged; returns its number. */
  private int ask() throws IOException {
    int number = out.put(END, NLM_F_ACK);
    out.send(transport);
    return number;
  }

  private void answers(int end, long until) throws IOException {
    int again = 0;
    while (true) {
      if (!in.receive(transport, until - System.nanoTime())) {
        throw new SocketTimeoutException(
            requests.get(base).text()
                + ": no answer within "
                + options.deadline().toMillis()
                + " ms");
      }
      while (in.next()) {
        int index = in.number() - first;
        if (!in.isEnd()) {
          continue;
        } else if (in.number() == end) {
          return;
        } else if (again != 0 && in.number() == again) {
          refuseAll();
          return;
        } else if (index < 0 || index >= count || !in.isRefusal()) {
          continue; // of an exchange that ended early
        }
        results.set(base + index, in.refusal(requests.get(base + index).text()));
        if (index == count - 1) {
          return; // the acknowledgement behind it is passed over by the next exchange
        } else if (index == 0 && isPermissionDenied(0)) {
          again = ask();
        }
      }
    }
  }

  private boolean isPermissionDenied(int index) {
    return results.get(base + index).filter(KernelException::isPermissionDenied).isPresent();
  }

  /**
   * {@code nfnetlink_rcv} refuses the first request of who may change nothing, and takes none
   * behind it; then it refuses the end that is sent once more, before any other is acknowledged.
   */
  private void refuseAll() throws WireFormatException {
    for (int i = base; i < base + count; i++) {
      results.set(i, in.refusal(requests.get(i).text()));
    }
  }
}
