package io.kuberouter.bgp.session;

/** Hears what a speaker tells, in order, on the speaker's thread; must return fast. */
@FunctionalInterface
public interface SpeakerListener {

  /** Hears nothing, and costs nothing. */
  SpeakerListener NONE =
      new SpeakerListener() {
        @Override
        public void on(SpeakerEvent event) {}

        @Override
        public boolean wantsRoutes() {
          return false;
        }
      };

  /** Something happened. */
  void on(SpeakerEvent event);

  /** {@return whether best routes are told at all; asked once} */
  default boolean wantsRoutes() {
    return true;
  }

  /**
   * {@return whether best routes may come now} While not, changes wait as one bit for each prefix;
   * {@link Speaker#resume} has them come.
   */
  default boolean ready() {
    return true;
  }
}
