package io.kuberouter.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles. */
class ReadmeTest {

  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final String HEAD =
      """
      import io.kuberouter.conntrack.*;
      import io.kuberouter.conntrack.client.*;
      import io.kuberouter.ipvs.*;
      import io.kuberouter.ipvs.client.*;
      import io.kuberouter.netfilter.ipset.*;
      import io.kuberouter.netfilter.ipset.client.*;
      import io.kuberouter.netfilter.ipset.text.*;
      import io.kuberouter.netlink.*;
      import io.kuberouter.route.*;
      import io.kuberouter.route.client.*;
      import java.net.InetAddress;
      import java.util.List;
      import java.util.Optional;
      """;

  @Test
  void theExamplesCompile(@TempDir Path folder) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Assumptions.assumeTrue(compiler != null, "this Java has no compiler");
    List<Path> sources = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    while (example.find()) {
      String name = "Example" + sources.size();
      String body = "final class " + name + " { void run() throws Exception {\n" + example.group(1);
      sources.add(Files.writeString(folder.resolve(name + ".java"), HEAD + body + "} }\n"));
    }
    assertThat(sources).hasSizeGreaterThanOrEqualTo(3);
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-d",
              folder.toString(),
              "-classpath",
              System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }
}
