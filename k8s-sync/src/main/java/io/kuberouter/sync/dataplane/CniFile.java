package io.kuberouter.sync.dataplane;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.desired.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** The CNI configuration: our pod ranges and MTU go in, everything else stays as it is. */
final class CniFile {

  private CniFile() {}

  /**
   * {@return whether the file names the ranges and the MTU already}
   *
   * @throws IOException when it cannot be read or is no CNI configuration
   */
  static boolean satisfies(Item.CniConf conf) throws IOException {
    JsonObject root = read(conf);
    return root.equals(merged(conf));
  }

  /** Writes the file anew, in one rename. */
  static void write(Item.CniConf conf) throws IOException {
    Path file = Path.of(conf.path());
    Path next = file.resolveSibling("." + file.getFileName() + ".new");
    Files.writeString(
        next,
        new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create().toJson(merged(conf)));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static JsonObject read(Item.CniConf conf) throws IOException {
    try {
      return JsonParser.parseString(Files.readString(Path.of(conf.path()))).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(conf.path() + ": not a CNI configuration (JSON object)", e);
    }
  }

  private static JsonObject merged(Item.CniConf conf) throws IOException {
    JsonObject root = read(conf);
    try {
      JsonObject plugin = bridge(conf, root);
      JsonObject ipam = plugin.getAsJsonObject("ipam");
      if (ipam == null) {
        throw new IOException(conf.path() + ": the bridge plugin has no \"ipam\"");
      }
      JsonArray ranges = ipam.has("ranges") ? ipam.getAsJsonArray("ranges") : new JsonArray();
      if (ipam.has("subnet")) {
        ranges.add(range(ipam.remove("subnet").getAsString()));
      }
      for (Cidr cidr : conf.podCidrs()) {
        if (!names(ranges, cidr)) {
          ranges.add(range(cidr.toString()));
        }
      }
      if (!ranges.isEmpty()) {
        ipam.add("ranges", ranges);
      }
      conf.mtu().ifPresent(mtu -> plugin.addProperty("mtu", mtu));
    } catch (ClassCastException | IllegalStateException e) {
      throw new IOException(conf.path() + ": not the shape of a CNI configuration", e);
    }
    return root;
  }

  private static JsonObject bridge(Item.CniConf conf, JsonObject root) throws IOException {
    if (!conf.path().toLowerCase(Locale.ROOT).endsWith(".conflist")) {
      return root;
    }
    JsonArray plugins = root.getAsJsonArray("plugins");
    if (plugins != null) {
      for (JsonElement plugin : plugins) {
        JsonElement type = plugin.getAsJsonObject().get("type");
        if (type != null && type.getAsString().equals("bridge")) {
          return plugin.getAsJsonObject();
        }
      }
    }
    throw new IOException(conf.path() + ": no plugin of type \"bridge\"");
  }

  private static JsonArray range(String subnet) {
    JsonObject one = new JsonObject();
    one.addProperty("subnet", subnet);
    JsonArray set = new JsonArray();
    set.add(one);
    return set;
  }

  private static boolean names(JsonArray ranges, Cidr cidr) {
    for (JsonElement set : ranges) {
      for (JsonElement range : set.getAsJsonArray()) {
        JsonElement subnet = range.getAsJsonObject().get("subnet");
        try {
          if (subnet != null && Cidr.parse(subnet.getAsString()).equals(cidr)) {
            return true;
          }
        } catch (IllegalArgumentException ignored) {
          // another plugin's matter
        }
      }
    }
    return false;
  }
}
