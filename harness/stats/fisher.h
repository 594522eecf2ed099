// Fisher's exact test, asked whether invalid samples befall one arm more than the other.
#pragma once

namespace sharebench::stats {

/// Two-sided p of a 2 x 2 table with fixed margins: the sum over all tables that are no more likely
/// than the one seen (R's fisher.test, scipy.stats.fisher_exact). Counts >= 0, each arm's invalid
/// ones among all of its samples (std::invalid_argument). 1 when either arm has no sample.
double fisher_exact(int invalid_a, int samples_a, int invalid_b, int samples_b);

/// True at p < .01: the arms fail so unevenly that what is left cannot be compared.
bool invalid_unevenly(int invalid_a, int samples_a, int invalid_b, int samples_b);

}  // namespace sharebench::stats
