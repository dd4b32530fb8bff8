package io.kuberouter.ipset;

/** What stands behind an element. */
public sealed interface ElementOption {

  /** {@return the words of the tool} */
  String text();

  /** {@code timeout}: seconds that it stays, or has left to stay; 0 keeps it. */
  record Timeout(long seconds) implements ElementOption {
    @Override
    public String text() {
      return "timeout " + seconds;
    }
  }

  /** {@code packets} counted. */
  record Packets(String count) implements ElementOption {
    @Override
    public String text() {
      return "packets " + count;
    }
  }

  /** {@code bytes} counted. */
  record Bytes(String count) implements ElementOption {
    @Override
    public String text() {
      return "bytes " + count;
    }
  }

  /** {@code comment}: without double quotes, for which the tool has no form. */
  record Comment(String comment) implements ElementOption {
    public Comment {
      if (comment.indexOf('"') >= 0 || comment.indexOf('\n') >= 0) {
        throw new IllegalArgumentException("a comment takes no \" and no line end: " + comment);
      }
    }

    @Override
    public String text() {
      return "comment \"" + comment + '"';
    }
  }

  /** {@code skbmark}: mark and mask, as they stand. */
  record SkbMark(String mark) implements ElementOption {
    @Override
    public String text() {
      return "skbmark " + mark;
    }
  }

  /** {@code skbprio}: {@code major:minor}, as it stands. */
  record SkbPrio(String priority) implements ElementOption {
    @Override
    public String text() {
      return "skbprio " + priority;
    }
  }

  /** {@code skbqueue}. */
  record SkbQueue(int queue) implements ElementOption {
    @Override
    public String text() {
      return "skbqueue " + queue;
    }
  }

  /** {@code nomatch}: takes part of a larger network out again. */
  record NoMatch() implements ElementOption {
    @Override
    public String text() {
      return "nomatch";
    }
  }

  /** {@code wildcard}: the device's name is the beginning of names. */
  record Wildcard() implements ElementOption {
    @Override
    public String text() {
      return "wildcard";
    }
  }

  /** {@code before} another set of the list, as typed. */
  record Before(String set) implements ElementOption {
    @Override
    public String text() {
      return "before " + set;
    }
  }

  /** {@code after} another set of the list, as typed. */
  record After(String set) implements ElementOption {
    @Override
    public String text() {
      return "after " + set;
    }
  }

  /** A word that is not known, as it stands. */
  record Unknown(String text) implements ElementOption {}
}
