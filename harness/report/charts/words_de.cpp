// What charts say, in German: the English pattern, then the German one, by the file that says it.
#include "harness/report/charts/words.h"

namespace sharebench::report {
namespace {

const WordTable kTables = {{"workload", "Workload"},
                           {"share", "Freigabe"},
                           {"figure", "Wert"},
                           {"blocks", "Blöcke"},
                           {"samples", "Messungen"},
                           {"round trips", "Round Trips"},
                           {"serial round trips", "serielle Round Trips"},
                           {"time", "Zeit"},
                           {"time of a sample", "Zeit einer Messung"},
                           {"{} to {}", "{} bis {}"},
                           {"{}. Lower is better.", "{}. Niedriger ist besser."}};

const WordTable kFigures = {
    {"none", "kein Wert"},
    {"{} [no interval: n < 6]", "{} [kein Intervall: n < 6]"},
    {"no waiting round trips", "keine seriellen Round Trips"},
    {"no waiting round trips [{}, {}]", "keine seriellen Round Trips [{}, {}]"},
    {"not counted", "nicht gezählt"},
    {"{} ({} to {})", "{} ({} bis {})"},
    {"{} more: {}", "{} weitere: {}"},
    {"counts only: {} round trips", "nur gezählt: {} Round Trips"}};

const WordTable kFrame = {
    {"an unnamed target", "ein Ziel ohne Namen"},
    {"target {}", "Ziel {}"},
    {"EMULATED, not hardware: the time of an emulated guest (TCG) says nothing about the time of "
     "hardware.",
     "EMULIERT, keine Hardware: Die Zeit eines emulierten Gasts (TCG) sagt nichts über die Zeit "
     "auf Hardware."},
    {"Counted in an EMULATED guest (TCG): round trips and their ratios carry over to hardware.",
     "In einem EMULIERTEN Gast (TCG) gezählt: Round Trips und ihre Verhältnisse gelten auch auf "
     "Hardware."},
    {"Measured on hardware ({}).", "Auf Hardware gemessen ({})."},
    {"PACED: every round trip was held for {}. {}",
     "GEBREMST: Jeder Round Trip wurde um {} verzögert. {}"},
    {" NFS WAS NOT SHUT to others meanwhile: {}.",
     " NFS WAR währenddessen für andere NICHT GESPERRT: {}."},
    {"Source: run {}, started {}, {}; sharebench {} ({})",
     "Quelle: Lauf {}, begonnen {}, {}; sharebench {} ({})"},
    {"n\u00a0=\u00a0{} blocks, {} samples each", "n\u00a0=\u00a0{} Blöcke, je {} Messungen"}};

const WordTable kShares = {{"its baseline", "ihrer Basis"},
                           {", each round trip held for {}", ", jeder Round Trip um {} verzögert"},
                           {"failed: {0} of {0} samples", "fehlgeschlagen: {0} von {0} Messungen"},
                           {"baseline", "Basis"},
                           {"{} on {} {}", "{} auf {}: {}"},
                           {"{} more in the table", "{} weitere in der Tabelle"},
                           {"no figure can be shown.", "Kein Wert kann gezeigt werden."}};

const WordTable kTimes = {
    {"Time{}", "Zeit{}"},
    {"time of one sample, logarithmic (lower is better)",
     "Zeit einer Messung, logarithmisch (niedriger ist besser)"},
    {"Median time of a sample by block, then over blocks; bars are 95 % intervals, hollow dots "
     "have none.",
     "Median der Zeit einer Messung je Block, dann über die Blöcke; Balken sind 95-%-Intervalle, "
     "hohle Punkte haben keines."},
    {"Relative time{}", "Relative Zeit{}"},
    {"no block in common with the baseline", "kein Block gemeinsam mit der Basis"},
    {"time over the baseline's", "Zeit relativ zur Basis"},
    {"time over the baseline's, logarithmic (lower is better)",
     "Zeit relativ zur Basis, logarithmisch (niedriger ist besser)"},
    {"Time of each share over that of {}; dots are estimates, bars their 95 % intervals, hollow "
     "dots have none.",
     "Zeit jeder Freigabe im Verhältnis zu {}; Punkte sind Schätzwerte, Balken ihre "
     "95-%-Intervalle, hohle Punkte haben keines."}};

const WordTable kVerdicts = {
    {"geometric mean", "geometrisches Mittel"},
    {"{} over the baseline's, logarithmic (lower is better)",
     "{} relativ zur Basis, logarithmisch (niedriger ist besser)"},
    {"Verdicts against a margin of {}", "Urteile bei einer Toleranz von {}"},
    {"Each share's {} over those of {}, paired by block; bars are 95 % intervals{}, the shaded "
     "band is the margin.",
     "Je Freigabe: {} im Verhältnis zu {}, Block für Block gepaart; Balken sind 95-%-Intervalle{}, "
     "das schattierte Band ist die Toleranz."},
    {" over all looks", " über alle Zwischenauswertungen"},
    {"n\u00a0=\u00a0{} blocks. Left of the band is better, right of it worse.",
     "n\u00a0=\u00a0{} Blöcke. Links vom Band ist besser, rechts davon schlechter."},
    {"ratio and verdict", "Verhältnis und Urteil"}};

const WordTable kRoundTrips = {
    {"How much longer a sample takes when every round trip is held longer, between {} and {}: the "
     "round trips that follow one another.",
     "Um wie viel länger eine Messung dauert, wenn jeder Round Trip länger verzögert wird, "
     "zwischen {} und {}: die Zahl der Round Trips, die aufeinander folgen."},
    {"serial round trips in a sample, logarithmic (lower is better)",
     "serielle Round Trips in einer Messung, logarithmisch (niedriger ist besser)"},
    {"Round trips that are waited for",
     "Anfragen an den Host (Round Trips), auf die gewartet wird"},
    {"n\u00a0=\u00a0{} blocks; bars are 95 % intervals. Lower is better.",
     "n\u00a0=\u00a0{} Blöcke; Balken sind 95-%-Intervalle. Niedriger ist besser."},
    {"operation", "Operation"},
    {"others", "übrige"},
    {"by operation", "nach Operation"},
    {"{}: {} on {} makes {}{}{}; {} more in the table.",
     "{}: {} auf {} macht {}{}{}; {} weitere in der Tabelle."},
    {", of which ", ", davon "},
    {"Round trips by operation", "Anfragen an den Host (Round Trips) nach Operation"},
    {"Requests from guest to host in one sample, counted; each workload has its own scale.",
     "Round Trips vom Gast zum Host in einer Messung, gezählt; jeder Workload hat seine eigene "
     "Skala."},
    {"{}; medians, the range in brackets where samples differ. Fewer is better.",
     "{}; Mediane, in Klammern der Bereich, wo sich Messungen unterscheiden. Weniger ist besser."},
    {"Round trips at full size", "Anfragen an den Host (Round Trips) in voller Größe"},
    {"Requests from guest to host, counted exactly; each workload has its own scale.",
     "Round Trips vom Gast zum Host, genau gezählt; jeder Workload hat seine eigene Skala."},
    {"n\u00a0=\u00a01 sample for each bar, not timed. Fewer is better.",
     "n\u00a0=\u00a01 Messung je Balken, ohne Zeitmessung. Weniger ist besser."}};

const WordTable kExplained = {
    {"part of the time", "Teil der Zeit"},
    {"computing", "Rechnen"},
    {"transfer: {}", "Übertragung: {}"},
    {"measured", "gemessen"},
    {"predicted", "vorhergesagt"},
    {"{}, predicted", "{}, vorhergesagt"},
    {"{}, measured", "{}, gemessen"},
    {"not measured", "nicht gemessen"},
    {"unknown", "unbekannt"},
    {"{} on {} is predicted to take {}", "für {} auf {} sind {} vorhergesagt"},
    {" and took {}, which leaves {} over", ", gemessen wurden {}, übrig bleiben {}"},
    {"Time predicted by the costs of another run{}",
     "Zeit, vorhergesagt aus den Kosten eines anderen Laufs{}"},
    {"Time explained{}", "Erklärte Zeit{}"},
    {"A PREDICTION: round trips counted in this run, costs measured in run {}. Times need not be "
     "what that place would take.",
     "EINE VORHERSAGE: Anfragen an den Host (Round Trips) in diesem Lauf gezählt, Kosten im Lauf "
     "{} gemessen. Dort müssen die Zeiten nicht so eintreten."},
    {"Counts of round trips times what one of each kind costs, measured on the same share by other "
     "work, and what the program computes; each workload has its own scale.",
     "Zahl der Anfragen an den Host (Round Trips) mal Kosten je Art, mit anderer Arbeit auf "
     "derselben Freigabe gemessen, dazu die Rechenzeit des Programms; jeder Workload hat seine "
     "eigene Skala."},
    {"n\u00a0=\u00a0{} blocks; intervals are 95 %, over blocks. Lower is better.",
     "n\u00a0=\u00a0{} Blöcke; 95-%-Intervalle über die Blöcke. Niedriger ist besser."},
    {"{}: {}; {} more in the table.", "{}: {}; {} weitere in der Tabelle."},
    {"left over", "Rest"},
    {"counted by", "gezählt durch"}};

const WordTable kLines = {
    {"slowest", "langsamste"},
    {"share of operations", "Anteil der Operationen"},
    {"slowest operation: {}, {} samples", "langsamste Operation: {}, {} Messungen"},
    {"{} of operations: {} or less, {} samples", "{} der Operationen: höchstens {}, {} Messungen"},
    {"took at most this long, logarithmic (lower is better)",
     "dauerten höchstens so lange, logarithmisch (niedriger ist besser)"},
    {"Latency of one operation", "Latenz einer Operation"},
    {"Percentiles inside a sample, median over samples (slowest: of all samples); the lines "
     "between them only lead the eye.",
     "Perzentile innerhalb einer Messung, Median über die Messungen (langsamste: aus allen); die "
     "Linien dazwischen führen nur das Auge."},
    {"{}; no interval is computed for percentiles. Further left is better.",
     "{}; für Perzentile wird kein Intervall berechnet. Weiter links ist besser."},
    {"{}: half of the operations of {} on {} took {} or less, the slowest {}.",
     "{}: Die Hälfte der Operationen von {} auf {} dauerte höchstens {}, die langsamste {}."},
    {"block {}: median {} of {} samples", "Block {}: Median {} aus {} Messungen"},
    {"block, in the order of the run", "Block, in der Reihenfolge des Laufs"},
    {"Time by block", "Zeit je Block"},
    {"Dots are the medians of blocks{}; blocks that were discarded are left out. A level line is a "
     "quiet machine.",
     "Punkte sind die Mediane der Blöcke{}; verworfene Blöcke fehlen. Eine waagerechte Linie "
     "bedeutet eine ruhige Maschine."},
    {", faint ones the samples", ", blasse die einzelnen Messungen"},
    {"{}; no interval is computed for a single block. Lower is better, the axes are logarithmic.",
     "{}; für einen einzelnen Block wird kein Intervall berechnet. Niedriger ist besser, die "
     "Achsen sind logarithmisch."},
    {"{}: medians of {} blocks for each share, in {} workloads.",
     "{}: Mediane von {} Blöcken je Freigabe, in {} Workloads."}};

const WordTable kGuard = {
    {"protected", "geschützt"},
    {"exposed", "ungeschützt"},
    {"vm_blocked", "VM ausgesperrt"},
    {"as it should be", "wie es sein soll"},
    {"not as it should be", "nicht wie es sein soll"},
    {"not known", "nicht bekannt"},
    {"open", "offen"},
    {"shut", "zu"},
    {"any port", "jeder Port"},
    {"From the VM (should be open)", "Von der VM (soll offen sein)"},
    {"From a neighbour with the VM's address (should be shut)",
     "Von einem Nachbarn mit der Adresse der VM (soll zu sein)"},
    {"From a stranger (should be shut)", "Von einem Fremden (soll zu sein)"},
    {"From {}", "Von {}"},
    {", {} are not known", ", {} sind nicht bekannt"},
    {"Verdict: {}. {} of {} doors are not as they should be{}.",
     "Urteil: {}. {} von {} Zugängen sind nicht, wie sie sein sollen{}."},
    {"Who can reach NFS on this host", "Wer NFS auf diesem Host erreicht"},
    {"Columns are interfaces by address family, rows are services; \"open\" and \"shut\" as the "
     "rules decide, \"?\" where they could not be read.",
     "Spalten sind Schnittstellen je Adressfamilie, Zeilen sind Dienste; „offen“ und „zu“, wie die "
     "Regeln entscheiden, „?“, wo sie nicht lesbar waren."},
    {"Blue is as it should be, orange is not, grey is not known.",
     "Blau ist, wie es sein soll, Orange nicht, Grau ist nicht bekannt."},
    {"from", "von"},
    {"service", "Dienst"},
    {"interface", "Schnittstelle"},
    {"door", "Zugang"},
    {"state", "Zustand"},
    {"Source: guard check; {}", "Quelle: guard check; {}"}};

const WordTable kTrend = {
    {"day", "Tag"},
    {"run", "Lauf"},
    {"ratio", "Verhältnis"},
    {"day of the run (UTC), one step a night", "Tag des Laufs (UTC), ein Schritt je Nacht"},
    {"{} over the reference's", "{} relativ zur Referenz"},
    {"n\u00a0=\u00a0{} nights of {} blocks each; thin bars are 95 % intervals, thick lines the "
     "level between changes. Lower is better.",
     "n\u00a0=\u00a0{} Nächte mit je {} Blöcken; dünne Balken sind 95-%-Intervalle, dicke Linien "
     "das Niveau zwischen Änderungen. Niedriger ist besser."},
    {"No change was found.", "Es wurde keine Änderung gefunden."},
    {"Changes found: {}, the last of {} on {}.",
     "Gefundene Änderungen: {}, die letzte um {} am {}."},
    {"{}, {} nights: {}", "{}, {} Nächte: {}"},
    {"Measured on hardware.", "Auf Hardware gemessen."},
    {"EMULATED, not hardware: the time of an emulated guest says nothing about the time of "
     "hardware.",
     "EMULIERT, keine Hardware: Die Zeit eines emulierten Gasts sagt nichts über die Zeit auf "
     "Hardware."},
    {"Counted in an EMULATED guest: round trips and their ratios carry over to hardware.",
     "In einem EMULIERTEN Gast gezählt: Round Trips und ihre Verhältnisse gelten auch auf "
     "Hardware."},
    {"time (emulated)", "Zeit (emuliert)"},
    {"{} of {}", "{} von {}"},
    {"{} on {} of {} against {}, {}, on host {}", "{} auf {} von {} gegenüber {}, {}, auf Host {}"},
    {"Source: {}, runs {} to {}; {}", "Quelle: {}, Läufe {} bis {}; {}"}};

}  // namespace

const WordTable& german_words() {
  static const WordTable all = [] {
    WordTable joined;
    for (const WordTable* part : {&kTables, &kFigures, &kFrame, &kShares, &kTimes, &kVerdicts,
                                  &kRoundTrips, &kExplained, &kLines, &kGuard, &kTrend}) {
      joined.insert(part->begin(), part->end());
    }
    return joined;
  }();
  return all;
}

}  // namespace sharebench::report
