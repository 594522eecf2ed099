// Thin doors to Boost.Math.
#include "harness/stats/distributions.h"

#include <algorithm>
#include <boost/math/distributions/hypergeometric.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/legendre.hpp>
#include <cmath>

namespace sharebench::stats {
namespace {

namespace bm = boost::math;
using Policy = bm::policies::policy<bm::policies::promote_double<false>>;
using Normal = bm::normal_distribution<double, Policy>;
using Student = bm::students_t_distribution<double, Policy>;
using Hypergeometric = bm::hypergeometric_distribution<double, Policy>;

/// w = 2 / ((1 - x^2) P'(x)^2) at the zeros x of the Legendre polynomial P.
Quadrature gauss_legendre(int order) {
  Quadrature rule;
  for (const double zero : bm::legendre_p_zeros<double>(order, Policy())) {
    const double slope = bm::legendre_p_prime<double>(order, zero, Policy());
    const double weight = 2 / ((1 - zero * zero) * slope * slope);
    rule.nodes.push_back(zero);
    rule.weights.push_back(weight);
    if (zero > 0) {
      rule.nodes.push_back(-zero);
      rule.weights.push_back(weight);
    }
  }
  return rule;
}

}  // namespace

double normal_upper_tail(double z) {
  return std::erfc(z / std::sqrt(2.0)) / 2;  // erfc keeps its digits in the tail
}

double normal_quantile(double probability) {
  return bm::quantile(Normal(), probability);
}

double student_quantile(double probability, double degrees) {
  return bm::quantile(Student(degrees), probability);
}

double student_two_sided(double t, double degrees) {
  return 2 * bm::cdf(Student(degrees), -std::fabs(t));
}

double hypergeometric_probability(int k, int marked, int drawn, int total) {
  if (k < std::max(0, marked + drawn - total) || k > std::min(marked, drawn)) return 0;
  const auto unsigned_of = [](int n) { return static_cast<unsigned>(n); };
  const Hypergeometric law(unsigned_of(marked), unsigned_of(drawn), unsigned_of(total));
  return bm::pdf(law, unsigned_of(k));
}

const Quadrature& gauss_legendre_160() {
  static const Quadrature rule = gauss_legendre(160);
  return rule;
}

}  // namespace sharebench::stats
