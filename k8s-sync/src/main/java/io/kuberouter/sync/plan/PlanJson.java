package io.kuberouter.sync.plan;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kuberouter.sync.translate.Note;
import java.util.List;
import java.util.Locale;

/** A plan as JSON, for programs. */
public final class PlanJson {

  private PlanJson() {}

  /** {@return an object with {@code steps} and {@code notes}} */
  public static String format(Plan plan, List<Note> notes) {
    JsonArray steps = new JsonArray();
    for (PlanStep step : plan.steps()) {
      JsonObject one = new JsonObject();
      one.addProperty("phase", step.phase().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      one.addProperty("action", action(step.change()));
      one.addProperty("reason", step.reason());
      JsonArray commands = new JsonArray();
      PlanText.commands(step.change()).forEach(commands::add);
      one.add("commands", commands);
      steps.add(one);
    }
    JsonArray said = new JsonArray();
    for (Note note : notes) {
      JsonObject one = new JsonObject();
      one.addProperty("subject", note.subject());
      one.addProperty("text", note.text());
      said.add(one);
    }
    JsonObject all = new JsonObject();
    all.add("steps", steps);
    all.add("notes", said);
    return new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create().toJson(all) + "\n";
  }

  private static String action(PlanStep.Change change) {
    if (change instanceof PlanStep.Create) {
      return "create";
    } else if (change instanceof PlanStep.Update) {
      return "update";
    } else if (change instanceof PlanStep.Delete) {
      return "delete";
    } else if (change instanceof PlanStep.ForgetFlows) {
      return "forget";
    }
    return "edit";
  }
}
