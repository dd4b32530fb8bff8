package io.kuberouter.examples;

import io.kuberouter.bgp.codec.BgpProtocolException;
import io.kuberouter.bgp.codec.DecodedUpdate;
import io.kuberouter.bgp.message.UpdateMessage.Announcement;
import io.kuberouter.bgp.mrt.Bgp4mpMessage;
import io.kuberouter.bgp.mrt.MrtBody;
import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.RibEntry;
import io.kuberouter.bgp.mrt.RibRecord;
import io.kuberouter.bgp.mrt.TableDumpRecord;
import io.kuberouter.bgp.mrt.codec.MrtFormatException;
import io.kuberouter.bgp.mrt.codec.MrtMessages;
import io.kuberouter.bgp.mrt.codec.MrtRoutes;
import io.kuberouter.bgp.mrt.file.MrtReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The routes with the longest AS paths in an MRT file: a dump or updates of a collector. */
final class LongestAsPaths {

  /** A prefix, its path, and how many ASes that is. */
  record Route(String prefix, String path, int length) {}

  private LongestAsPaths() {}

  static List<Route> longest(Path file, int many)
      throws IOException, MrtFormatException, BgpProtocolException {
    List<Route> longest = new ArrayList<>();
    try (MrtReader reader = MrtReader.open(file)) {
      for (Optional<MrtRecord> r = reader.read(); r.isPresent(); r = reader.read()) {
        for (DecodedUpdate update : updates(r.get().body())) {
          for (Announcement route : update.announcements()) {
            int length = route.attributes().asPath().length();
            if (longest.size() < many || length > longest.get(many - 1).length()) {
              String path = route.attributes().asPath().toString();
              longest.add(new Route(route.nlri().prefixes().get(0).toString(), path, length));
              longest.sort(Comparator.comparingInt(Route::length).reversed());
              longest.subList(Math.min(many, longest.size()), longest.size()).clear();
            }
          }
        }
      }
    }
    return longest;
  }

  private static List<DecodedUpdate> updates(MrtBody body)
      throws MrtFormatException, BgpProtocolException {
    List<DecodedUpdate> updates = new ArrayList<>();
    if (body instanceof RibRecord rib) {
      for (RibEntry entry : rib.entries()) {
        updates.add(MrtRoutes.update(rib, entry));
      }
    } else if (body instanceof TableDumpRecord route) {
      updates.add(MrtRoutes.update(route));
    } else if (body instanceof Bgp4mpMessage message) {
      MrtMessages.update(message).ifPresent(updates::add);
    }
    return updates;
  }

  public static void main(String[] arguments) throws Exception {
    longest(Path.of(arguments[0]), 10)
        .forEach(r -> System.out.println(r.length() + "  " + r.prefix() + "  " + r.path()));
  }
}
