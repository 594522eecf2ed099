// Results over time: what each night's run said of each share, in a database that a team can share.
//
// What is kept of a run are facts and each block's ln(candidate / reference), the numbers from
// which everything else follows; estimates and change points are computed on reading. The run file
// itself stays where it is.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sharebench::history {

/// Below this many blocks a night has no interval, so it takes no part in trends and alerts.
inline constexpr int kFewestBlocks = 6;

/// What a figure is about. Nights belong to one series when all of this is equal.
struct Series {
  std::string host{};         ///< or "anonymous"
  std::string measured_on{};  ///< `hardware` or `emulated`
  std::string workload{};     ///< its label
  std::string figure{};       ///< `time` (unpaced) or `serial_round_trips`
  std::string target{}, share{};
  std::string reference_target{}, reference_share{};  ///< what it is divided by: the pinned one

  auto operator<=>(const Series&) const = default;
};

/// One figure of a run.
struct Figure {
  Series series{};
  std::string engine{};            ///< "docker 27.3.1, kernel 6.10.14-linuxkit"
  std::string reference_engine{};  ///< the same of the reference
  std::vector<double> block_log_ratios{};
};

/// A run as the history keeps it.
struct Entry {
  std::string key{};  ///< the same for a run and its resumed file, different for all others
  std::string run{}, host{}, started{}, tool_version{}, commit{};
  std::string file{};  ///< where the run file was
  int blocks = 0;      ///< that count
  bool complete = false;
  std::vector<Figure> figures{};
};

/// What came of adding runs.
struct Added {
  int added = 0;
  int extended = 0;  ///< were there with fewer blocks, and were replaced
  int known = 0;     ///< were there
};

/// A series as it is in the database.
struct KnownSeries {
  long long id = 0;
  Series series{};
  int nights = 0;              ///< runs with kFewestBlocks blocks or more
  std::string last_started{};  ///< UTC, ISO 8601
  int revision = 0;            ///< rises with every change of the series
  int looked_at = 0;           ///< the revision that the last alert has seen
};

/// One run of a series.
struct Night {
  long long id = 0;  ///< of the run in the database
  std::string run{}, started{}, file{}, engine{}, reference_engine{};
  std::vector<double> block_log_ratios{};
};

/// What change points need of a night.
struct NightRatios {
  long long id = 0;  ///< of the run in the database
  std::vector<double> block_log_ratios{};
};

/// A change that was reported before: the first night of the new level, and both levels in log.
struct Alert {
  long long series = 0, night = 0;
  double before = 0, after = 0;
};

/// A line of `history list`.
struct RunLine {
  std::string run{}, host{}, started{}, tool_version{}, file{};
  int blocks = 0, figures = 0;
  bool complete = false;
};

/// Called again and again while another process writes: it sleeps a little, and may throw to give
/// up.
using Wait = std::function<void()>;

/// How much there is.
struct Size {
  long long runs = 0, series = 0;
};

/// A database of results: `sqlite:FILE` or `postgresql://...`, through one code path.
class History {
 public:
  /// Whether a file that is not there is made.
  enum class Missing { kMake, kRefuse };

  /// Opens it, and brings the tables of an older version up to date. Throws UsageError for an
  /// address of another kind, EnvironmentError when it is not there or does not answer, DataError
  /// when it is no database or was written by a newer version.
  History(const std::string& address, Missing missing, Wait wait);
  ~History();
  History(History&& other) noexcept;
  History(const History&) = delete;
  History& operator=(const History&) = delete;
  History& operator=(History&&) = delete;

  /// Adds all entries or, when it throws, none. A run that is there with as many blocks is left
  /// alone. Processes that add at the same time wait for each other. Throws EnvironmentError, and
  /// what `wait` throws.
  Added add(const std::vector<Entry>& entries);

  /// The newest runs first, at most `most`.
  std::vector<RunLine> runs(int most);

  Size size();

  /// All series, the one with the newest run first.
  std::vector<KnownSeries> series();

  /// The newest nights of a series with kFewestBlocks blocks or more, at most `most`, oldest first.
  std::vector<Night> nights(long long series, int most);

  /// The night of that run, which must be in the series.
  Night night(long long series, long long run);

  /// The same nights as nights() with their ratios alone, in a tenth of the time.
  std::vector<NightRatios> night_ratios(long long series, int most);

  /// What was reported before, of all series, by series and night.
  std::vector<Alert> alerts();

  /// Remembers `alerts`, and that the series `looked` were looked at in the revision they carry.
  void remember(const std::vector<Alert>& alerts, const std::vector<KnownSeries>& looked);

  /// The address for a person, without a password.
  std::string address() const;

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace sharebench::history
