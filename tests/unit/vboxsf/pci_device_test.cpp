// Config space as QEMU's realize-time probing, a BIOS and a driver see it.
#include "harness/vboxsf/pci_device.h"

#include <gtest/gtest.h>

namespace sharebench::vboxsf {
namespace {

/// Reads, writes ones, reads, writes back: how QEMU's proxy finds the size of a BAR. It clears the
/// low four bits even of an I/O BAR.
std::uint32_t probed_size(PciDevice& pci, std::uint32_t offset) {
  const std::uint32_t before = pci.read(offset, 4);
  pci.write(offset, 0xffffffff, 4);
  const std::uint32_t mask = pci.read(offset, 4);
  pci.write(offset, before, 4);
  return mask == 0 ? 0 : ~(mask & ~0xfU) + 1;
}

TEST(PciDevice, IdsAreThoseThatTheDriverBindsTo) {
  const PciDevice pci;
  EXPECT_EQ(pci.read(0x00, 2), 0x80eeU);
  EXPECT_EQ(pci.read(0x02, 2), 0xcafeU);
  EXPECT_EQ(pci.read(0x0a, 2), 0x0880U);
  EXPECT_EQ(pci.read(0x2c, 4), 0U);
  EXPECT_EQ(pci.read(0x3d, 1), 1U);
  EXPECT_EQ(pci.read(0x0e, 1), 0U);
}

TEST(PciDevice, BarsHaveTheirSizes) {
  PciDevice pci;
  EXPECT_EQ(probed_size(pci, 0x10), 0x20U);
  EXPECT_EQ(probed_size(pci, 0x14), 0x1000U);
  EXPECT_EQ(pci.read(0x10, 4) & 3, 1U);    // I/O
  EXPECT_EQ(pci.read(0x14, 4) & 0xf, 0U);  // memory, 32 bits, not prefetchable
}

TEST(PciDevice, NoOtherBarAppearsEvenAtTheSeventhDword) {
  PciDevice pci;
  for (std::uint32_t offset = 0x18; offset <= 0x28; offset += 4) {
    EXPECT_EQ(probed_size(pci, offset), 0U) << offset;
  }
}

TEST(PciDevice, OnlyTheKnownBitsOfTheCommandAreKept) {
  PciDevice pci;
  pci.write(0x04, 0xffff, 2);
  EXPECT_EQ(pci.read(0x04, 2), 0x0407U);
}

TEST(PciDevice, IdsAndPinCannotBeWritten) {
  PciDevice pci;
  for (std::uint32_t offset = 0; offset < 256; offset += 4) pci.write(offset, 0xffffffff, 4);
  EXPECT_EQ(pci.read(0x00, 4), 0xcafe80eeU);
  EXPECT_EQ(pci.read(0x08, 4), 0x08800000U);
  EXPECT_EQ(pci.read(0x2c, 4), 0U);
  EXPECT_EQ(pci.read(0x3c, 4), 0x01ffU);  // line kept, pin fixed
  EXPECT_EQ(pci.read(0x0c, 4), 0xffffU);  // cache line and latency
}

TEST(PciDevice, PlacesAreAbsoluteAddresses) {
  PciDevice pci;
  pci.write(0x10, 0xc040, 4);
  pci.write(0x14, 0xfebf1000, 4);
  EXPECT_EQ(pci.place(0xc040, false)->offset, 0U);
  EXPECT_EQ(pci.place(0xc05f, false)->offset, 0x1fU);
  EXPECT_EQ(pci.place(0xfebf1008, true)->offset, 8U);
  EXPECT_EQ(pci.place(0xfebf1008, true)->bar, 1);
  EXPECT_FALSE(pci.place(0xc060, false));
  EXPECT_FALSE(pci.place(0xc03f, false));
  EXPECT_FALSE(pci.place(0xc040, true));
  EXPECT_FALSE(pci.place(0x1febf1008, true));
}

TEST(PciDevice, AnUnplacedBarHasNoAddress) {
  const PciDevice pci;
  EXPECT_FALSE(pci.place(0, false));
  EXPECT_FALSE(pci.place(0, true));
}

TEST(PciDevice, OddAccessesStayInside) {
  PciDevice pci;
  EXPECT_EQ(pci.read(0xfe, 4), 0U);
  EXPECT_EQ(pci.read(0x100, 4), 0U);
  EXPECT_EQ(pci.read(0xffffffff, 4), 0U);
  EXPECT_EQ(pci.read(0, 0xffffffff), 0xcafe80eeU);
  pci.write(0xffffffff, 1, 4);
  pci.write(0xff, 0xffff, 0xffffffff);
  EXPECT_EQ(pci.read(0x00, 4), 0xcafe80eeU);
}

TEST(PciDevice, ResetTakesTheBarsAway) {
  PciDevice pci;
  pci.write(0x04, 7, 2);
  pci.write(0x10, 0xc040, 4);
  pci.reset();
  EXPECT_EQ(pci.read(0x04, 2), 0U);
  EXPECT_EQ(pci.read(0x10, 4), 1U);
  EXPECT_FALSE(pci.place(0xc040, false));
}

}  // namespace
}  // namespace sharebench::vboxsf
