// Lays entries out over jars. Folders are rationed: 0.032 of them an entry, counting the one that
// a jar is unzipped into, is what 11,249 entries of five Debian jars have (365 mkdirs).
#include "workloads/support/jar_generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string_view>

#include "workloads/support/jar_payload.h"
#include "workloads/support/jar_writer.h"
#include "workloads/support/stop.h"

namespace sharebench::workloads::jar {
namespace {

constexpr double kFoldersPerEntry = 0.0320;
constexpr double kTailRank = 0.99;  // sizes from here on are stretched to meet the total

std::string lower_word(Random& random) {
  std::string text(word(random));
  text.front() = static_cast<char>(text.front() - 'A' + 'a');
  return text;
}

/// The name of a path that several jars have with different contents, and its content in one jar.
/// The first five meet each strategy of the default map; all others are services.
PlannedEntry differing_entry(std::size_t kind, const std::string& jar, Random& random) {
  PlannedEntry entry;
  entry.seed = random.next();
  switch (kind) {
    case 1:
      return {"META-INF/LICENSE", 11'000 + random.below(400), entry.seed, {}};
    case 2:
      entry.name = "reference.conf";
      entry.content =
          fmt::format("# {}\n{{ enabled = true, threads = {} }}", jar, random.below(64));
      return entry;
    case 4:
      return {"META-INF/DEPENDENCIES", 600 + random.below(400), entry.seed, {}};
    case 5:
      return {"META-INF/NOTICE.txt", 200 + random.below(400), entry.seed, {}};
    default:
      entry.name = fmt::format("META-INF/services/org.acme.spi.Service{}", kind);
      entry.content = fmt::format("# providers\norg.acme.Common{}\norg.acme.{}{}\n", kind,
                                  word(random), random.below(1000));
      return entry;
  }
}

std::string manifest_of(const std::string& jar, bool is_app) {
  return fmt::format("Manifest-Version: 1.0\r\nImplementation-Title: {}\r\n{}\r\n", jar,
                     is_app ? "Main-Class: Main\r\n" : "");
}

std::vector<PlannedJar> jars_with_manifests(std::size_t count, Random& random) {
  std::vector<PlannedJar> jars(count);
  for (std::size_t i = 0; i < count; ++i) {
    jars[i].name = i == 0 ? "app.jar" : fmt::format("lib{:03}-{}.jar", i, lower_word(random));
    jars[i].entries.push_back({"META-INF/MANIFEST.MF", 0, 0, manifest_of(jars[i].name, i == 0)});
  }
  jars[0].entries.push_back({"Main.class", 0, 0, main_class_bytes()});
  jars[1].entries.push_back({"META-INF/LIB001.SF", 900, random.next(), {}});
  return jars;
}

std::size_t entry_count(const std::vector<PlannedJar>& jars) {
  return std::accumulate(
      jars.begin(), jars.end(), std::size_t{0},
      [](std::size_t sum, const PlannedJar& jar) { return sum + jar.entries.size(); });
}

/// `count` classes over the jars, most of them in few: the n-th library gets a share of 1/n^0.9.
std::vector<std::size_t> class_counts(std::size_t jars, std::size_t count) {
  std::vector<double> weights(jars);
  for (std::size_t i = 0; i < jars; ++i) {
    weights[i] = i == 0 ? 0.1 : std::pow(static_cast<double>(i), -0.9);
  }
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::size_t> counts(jars);
  double until = 0;
  std::size_t given = 0;
  for (std::size_t i = 0; i < jars; ++i) {
    until += weights[i];
    const auto next =
        static_cast<std::size_t>(std::llround(until / sum * static_cast<double>(count)));
    counts[i] = next - given;
    given = next;
  }
  return counts;
}

/// Every folder above a name, with its final '/'.
void add_parents(const std::string& name, std::set<std::string>& folders) {
  for (std::size_t at = name.find('/'); at != std::string::npos; at = name.find('/', at + 1)) {
    folders.insert(name.substr(0, at + 1));
  }
}

std::size_t folder_count(const PlannedJar& jar) {
  std::set<std::string> folders;
  for (const PlannedEntry& entry : jar.entries) add_parents(entry.name, folders);
  return folders.size();
}

/// Packages that grow as a tree from one root and take `folders` folders, "org/" among them unless
/// the jar has it already.
std::vector<std::string> package_tree(std::size_t number, const PlannedJar& jar,
                                      std::size_t folders, Random& random) {
  const bool has_org = std::any_of(jar.entries.begin(), jar.entries.end(), [](const auto& entry) {
    return entry.name.starts_with("org/");
  });
  const bool below_org = has_org || folders > 1;
  std::vector<std::string> packages = {fmt::format("{}lib{:03}/", below_org ? "org/" : "", number)};
  const std::size_t wanted = below_org && !has_org ? folders - 1 : folders;
  while (packages.size() < wanted) {
    const std::string& parent = packages[random.below(packages.size())];
    packages.push_back(fmt::format("{}{}{}/", parent, lower_word(random), packages.size()));
  }
  return packages;
}

/// Sizes of `count` classes in random order, as even over the distribution as they can be.
std::vector<std::size_t> class_sizes(std::size_t count, Random& random) {
  std::vector<std::size_t> sizes(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double rank = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    sizes[i] = static_cast<std::size_t>(entry_size_at(rank));
  }
  for (std::size_t i = count; i > 1; --i) std::swap(sizes[i - 1], sizes[random.below(i)]);
  return sizes;
}

std::uint64_t total_size(const std::vector<PlannedJar>& jars) {
  std::uint64_t total = 0;
  for (const PlannedJar& jar : jars) {
    for (const PlannedEntry& entry : jar.entries) total += entry.size + entry.content.size();
  }
  return total;
}

/// The largest classes grow or shrink until the total is right: presets differ in their tails.
void stretch_tail(std::vector<PlannedJar>& jars, std::uint64_t wanted) {
  const auto tail = static_cast<std::size_t>(entry_size_at(kTailRank));
  const auto in_tail = [&](const PlannedEntry& entry) {
    return entry.size > tail && !entry.name.starts_with("org/shaded/");
  };
  std::uint64_t excess = 0;
  for (const PlannedJar& jar : jars) {
    for (const PlannedEntry& entry : jar.entries) excess += in_tail(entry) ? entry.size - tail : 0;
  }
  const std::uint64_t rest = total_size(jars) - excess;
  if (excess == 0 || wanted <= rest) return;
  const double factor = static_cast<double>(wanted - rest) / static_cast<double>(excess);
  for (PlannedJar& jar : jars) {
    for (PlannedEntry& entry : jar.entries) {
      if (!in_tail(entry)) continue;
      entry.size = tail + static_cast<std::size_t>(static_cast<double>(entry.size - tail) * factor);
    }
  }
}

/// Sorted by name, the manifest first; most jars list their folders too, every sixth does not.
void order_entries(PlannedJar& jar, bool list_folders) {
  std::set<std::string> folders;
  if (list_folders) {
    for (const PlannedEntry& entry : jar.entries) add_parents(entry.name, folders);
  }
  for (const std::string& folder : folders) jar.entries.push_back({folder, 0, 0, {}});
  const auto rank = [](const PlannedEntry& entry) {
    return entry.name == "META-INF/" ? 0 : entry.name == "META-INF/MANIFEST.MF" ? 1 : 2;
  };
  std::sort(jar.entries.begin(), jar.entries.end(),
            [&](const PlannedEntry& a, const PlannedEntry& b) {
              return rank(a) != rank(b) ? rank(a) < rank(b) : a.name < b.name;
            });
}

/// Of 256 code bytes, how many must be random for a jar of this ratio (fitted to what came out).
unsigned noise_for(const Figures& figures) {
  const double ratio =
      static_cast<double>(figures.jar_bytes) / static_cast<double>(figures.unzipped_bytes);
  return static_cast<unsigned>(std::clamp(64 + (ratio - 0.4520) / 0.0019, 0.0, 255.0));
}

}  // namespace

std::vector<PlannedJar> plan_jars(const Figures& figures, std::uint64_t seed) {
  Random random(seed);
  std::vector<PlannedJar> jars = jars_with_manifests(figures.jars, random);
  const auto jar_at = [&](std::size_t i) -> PlannedJar& { return jars[i % jars.size()]; };
  for (std::size_t kind = 1; kind < figures.differing; ++kind) {
    for (const std::size_t i : {kind, kind + 1}) {
      jar_at(i).entries.push_back(differing_entry(kind, jar_at(i).name, random));
    }
  }

  const std::size_t same = figures.conflicts - figures.differing;
  const std::size_t fixed = entry_count(jars) + 2 * same;
  const std::size_t own = figures.entries > fixed ? figures.entries - fixed : 0;
  const std::vector<std::size_t> sizes = class_sizes(own + same, random);
  std::size_t next = 0;
  for (std::size_t i = 0; i < same; ++i, ++next) {
    const PlannedEntry entry{
        fmt::format("org/shaded/{}.class", class_name(random, i)), sizes[next], random.next(), {}};
    jar_at(i + 1).entries.push_back(entry);
    jar_at(i + 2).entries.push_back(entry);
  }

  const std::vector<std::size_t> counts = class_counts(jars.size(), own);
  std::size_t folders = jars.size() * 2 + 2;  // the folders of the jars themselves, a root in each
  for (const PlannedJar& jar : jars) folders += folder_count(jar);
  const auto ration =
      static_cast<std::size_t>(kFoldersPerEntry * static_cast<double>(figures.entries));
  const std::size_t spare = ration > folders ? ration - folders : 0;
  const std::vector<std::size_t> spares = class_counts(jars.size(), spare);
  for (std::size_t i = 0; i < jars.size(); ++i) {
    const std::vector<std::string> packages = package_tree(i, jars[i], spares[i] + 1, random);
    for (std::size_t c = 0; c < counts[i]; ++c, ++next) {
      const std::string& package =
          packages[c < packages.size() ? c : random.below(packages.size())];
      jars[i].entries.push_back({fmt::format("{}{}.class", package, class_name(random, c)),
                                 sizes[next],
                                 random.next(),
                                 {}});
    }
  }
  stretch_tail(jars, figures.unzipped_bytes);
  for (std::size_t i = 0; i < jars.size(); ++i) order_entries(jars[i], i % 6 != 5);
  return jars;
}

void write_jars(const std::vector<PlannedJar>& jars, const Figures& figures,
                const std::filesystem::path& folder) {
  const unsigned noise = noise_for(figures);
  Deflater deflater;
  std::uint32_t day = 0;
  for (const PlannedJar& jar : jars) {
    JarWriter writer(File::create((folder / jar.name).string()));
    std::size_t index = 0;
    throw_if_stopped();
    for (const PlannedEntry& planned : jar.entries) {
      std::string content = planned.content;
      if (content.empty()) {
        content = planned.name.ends_with(".class") ? class_bytes(planned.seed, planned.size, noise)
                                                   : text_bytes(planned.seed, planned.size);
      }
      const bool stored = ++index % 64 == 0;
      PackedEntry packed =
          stored ? store(planned.name, content) : pack(planned.name, content, deflater);
      if (packed.entry.method == kDeflated) packed.entry.flags |= kFlagDescriptor;
      packed.entry.dos_time += (day % 28) << 16U;
      writer.add(packed);
    }
    writer.finish();
    ++day;
  }
}

}  // namespace sharebench::workloads::jar
