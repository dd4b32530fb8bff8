package io.kuberouter.sync.dataplane;

import io.kuberouter.sync.desired.Item;
import java.io.IOException;

/** The BGP speaker as a plan sees it; a step that it cannot take fails with the reason. */
public interface BgpPlane extends AutoCloseable {

  /** Adds a neighbour. */
  void addPeer(Item.BgpPeer peer) throws IOException;

  /** Removes a neighbour. */
  void removePeer(Item.BgpPeer peer) throws IOException;

  /** Announces a route, or changes how it is announced. */
  void announce(Item.BgpRoute route) throws IOException;

  /** Withdraws a route. */
  void withdraw(Item.BgpRoute route) throws IOException;

  /** Ends all sessions; neighbours keep our routes where graceful restart was agreed on. */
  @Override
  void close();

  /** Takes everything and says nothing: for runs without routing. */
  BgpPlane SILENT =
      new BgpPlane() {
        @Override
        public void addPeer(Item.BgpPeer peer) {}

        @Override
        public void removePeer(Item.BgpPeer peer) {}

        @Override
        public void announce(Item.BgpRoute route) {}

        @Override
        public void withdraw(Item.BgpRoute route) {}

        @Override
        public void close() {}
      };
}
