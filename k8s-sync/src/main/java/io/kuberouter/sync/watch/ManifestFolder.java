package io.kuberouter.sync.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * The manifests below a folder, or one file of any name. Hidden files and folders are not looked
 * at.
 *
 * @param path of the folder or the file
 */
record ManifestFolder(Path path) {

  /** What tells whether a file is to be read again. */
  record Stamp(long size, FileTime time, String inode) {
    private static Stamp of(BasicFileAttributes a) {
      return new Stamp(a.size(), a.lastModifiedTime(), String.valueOf(a.fileKey()));
    }
  }

  /** {@return a manifest's text} */
  String read(String name) throws IOException {
    return Files.readString(
        Files.isRegularFile(path) ? path : path.resolve(name), StandardCharsets.UTF_8);
  }

  /** {@return the manifests below the folder, by name relative to it} */
  Map<String, Stamp> look() throws IOException {
    Map<String, Stamp> now = new TreeMap<>();
    if (Files.isRegularFile(path)) {
      now.put(
          String.valueOf(path.getFileName()),
          Stamp.of(Files.readAttributes(path, BasicFileAttributes.class)));
      return now;
    }
    if (!Files.isDirectory(path)) {
      throw new IOException(path + ": no such folder of manifests; create it or name another");
    }
    Files.walkFileTree(
        path,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        16,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
            // the folders behind a mounted ConfigMap's links are hidden
            return !dir.equals(path) && hidden(dir)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
            if (a.isRegularFile() && !hidden(file) && isManifest(file.toString())) {
              now.put(path.relativize(file).toString(), Stamp.of(a));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(path) || Files.isDirectory(file)) {
              throw e; // what stands below is not gone, only out of sight
            }
            return FileVisitResult.CONTINUE; // it went while we looked
          }
        });
    return now;
  }

  private static boolean hidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private static boolean isManifest(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }
}
