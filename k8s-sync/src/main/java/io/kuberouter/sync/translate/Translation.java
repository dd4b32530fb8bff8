package io.kuberouter.sync.translate;

import io.kuberouter.sync.desired.Item;
import java.util.List;

/** What one object asks for, and what of it could not be honoured. */
public record Translation(List<Item> items, List<Note> notes) {

  /** Nothing at all. */
  public static final Translation NONE = new Translation(List.of(), List.of());

  public Translation {
    items = List.copyOf(items);
    notes = List.copyOf(notes);
  }
}
