package io.kuberouter.ipset.diff;

import io.kuberouter.ipset.ElementPart;
import io.kuberouter.ipset.SetChange;
import io.kuberouter.ipset.SetElement;
import io.kuberouter.persistent.PersistentMap;
import java.util.ArrayList;
import java.util.List;

/** The differences of one set's elements. */
final class ElementDelta implements PersistentMap.Differences<List<ElementPart>, SetElement> {
  final String set;
  final List<SetChange> adds = new ArrayList<>();
  final List<SetChange> updates = new ArrayList<>();
  final List<SetChange> deletes = new ArrayList<>();

  ElementDelta(String set) {
    this.set = set;
  }

  @Override
  public void removed(List<ElementPart> parts, SetElement element) {
    deletes.add(new SetChange.Delete(set, element));
  }

  @Override
  public void added(List<ElementPart> parts, SetElement element) {
    adds.add(new SetChange.Add(set, element));
  }

  @Override
  public void replaced(List<ElementPart> parts, SetElement old, SetElement element) {
    if (!Sameness.ofElements(old, element)) {
      updates.add(new SetChange.Add(set, element, true));
    }
  }
}
