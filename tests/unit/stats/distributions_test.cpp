// Distributions against SciPy, and the quadrature against integrals that are known.
#include "harness/stats/distributions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/unit/stats/reference_helper.h"

namespace sharebench::stats {
namespace {

using nlohmann::json;

void expect_close(double value, double expected, const json& row) {
  EXPECT_NEAR(value, expected, 1e-11 * std::max(1.0, std::fabs(expected))) << row;
}

TEST(Distributions, NormalAgreesWithScipy) {
  const json all = reference("scipy_reference.json");
  for (const json& row : all.at("normal_upper_tail")) {
    const auto expected = row[1].get<double>();
    EXPECT_NEAR(normal_upper_tail(row[0].get<double>()) / expected, 1, 1e-12) << row;
  }
  for (const json& row : all.at("normal_quantile")) {
    expect_close(normal_quantile(row[0].get<double>()), row[1].get<double>(), row);
  }
}

TEST(Distributions, StudentAgreesWithScipy) {
  const json all = reference("scipy_reference.json");
  for (const json& row : all.at("student_quantile")) {
    const double t = student_quantile(row[0].get<double>(), row[1].get<double>());
    // SciPy's own quantiles are good to eight digits: one degree of freedom is known exactly,
    // below.
    EXPECT_NEAR(t / row[2].get<double>(), 1, 1e-8) << row;
  }
  EXPECT_NEAR(student_quantile(0.975, 1), std::tan(0.475 * std::numbers::pi), 1e-12);
  for (const json& row : all.at("student_two_sided")) {
    const double p = student_two_sided(row[0].get<double>(), row[1].get<double>());
    expect_close(p, row[2].get<double>(), row);
  }
}

TEST(Distributions, HypergeometricAgreesWithScipy) {
  for (const json& row : reference("scipy_reference.json").at("hypergeometric")) {
    const auto n = [&](std::size_t i) { return row[i].get<int>(); };
    expect_close(hypergeometric_probability(n(0), n(1), n(2), n(3)), row[4].get<double>(), row);
  }
}

TEST(Distributions, HypergeometricIsNothingOutsideItsSupport) {
  EXPECT_EQ(hypergeometric_probability(-1, 5, 10, 20), 0);
  EXPECT_EQ(hypergeometric_probability(6, 5, 10, 20), 0);
  EXPECT_EQ(hypergeometric_probability(6, 8, 9, 10),
            0);  // nine of ten hold seven of eight at least
}

TEST(Distributions, QuadratureOf160NodesIntegratesExactly) {
  const Quadrature& rule = gauss_legendre_160();
  ASSERT_EQ(rule.nodes.size(), 160u);
  double length = 0, odd = 0, power = 0, wave = 0;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const double x = rule.nodes[i], weight = rule.weights[i];
    length += weight;
    odd += weight * std::pow(x, 7);
    power += weight * std::pow(x, 300);
    wave += weight * std::cos(40 * x);
  }
  EXPECT_NEAR(length, 2, 1e-13);
  EXPECT_NEAR(odd, 0, 1e-14);
  EXPECT_NEAR(power, 2.0 / 301, 1e-13);
  EXPECT_NEAR(wave, 2 * std::sin(40.0) / 40, 1e-13);
}

}  // namespace
}  // namespace sharebench::stats
