package io.kuberouter.sync.dataplane;

import io.kuberouter.sync.desired.Item;

/** The BGP speaker as a plan sees it. */
public interface BgpPlane extends AutoCloseable {

  /** Adds a neighbour. */
  void addPeer(Item.BgpPeer peer);

  /** Removes a neighbour. */
  void removePeer(Item.BgpPeer peer);

  /** Announces a route, or changes how it is announced. */
  void announce(Item.BgpRoute route);

  /** Withdraws a route. */
  void withdraw(Item.BgpRoute route);

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
