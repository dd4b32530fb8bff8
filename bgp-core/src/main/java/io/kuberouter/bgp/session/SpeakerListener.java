package io.kuberouter.bgp.session;

/** Hears what a speaker tells, in order, on the speaker's thread; must return fast. */
@FunctionalInterface
public interface SpeakerListener {

  /** Something happened. */
  void on(SpeakerEvent event);

  /**
   * {@return whether best routes may come now} While not, changes wait as one bit for each prefix;
   * {@link Speaker#resume} has them come.
   */
  default boolean ready() {
    return true;
  }
}
