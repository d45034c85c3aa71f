#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Text for people: columns that line up. Pure. Control characters in a cell are shown as '?', so
// that no text from a service can steer a terminal.
namespace latido::command {

enum class Align : std::uint8_t { left, right };
enum class Color : std::uint8_t { none, bold, green, yellow, red };

struct Style {
  bool rules = false;  // a line under the titles, for a terminal
  bool color = false;
};

struct Cell {
  Cell(std::string words, Color paint = Color::none) : text(std::move(words)), color(paint) {}
  Cell(const char* words) : text(words) {}

  std::string text;
  Color color = Color::none;
};

struct Column {
  std::string title;
  Align align = Align::left;
};

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // As many cells as there are columns.
  void add(std::vector<Cell> row);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  // Every line ends with a line break and has no blanks before it.
  [[nodiscard]] std::string text(Style style) const;
  // For programs (RFC 4180): a line of titles in lower case, then the rows, unchanged but for
  // quotes.
  [[nodiscard]] std::string csv() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

// One "name  value" a line, for a single thing. Those without a value are left out.
std::string facts(const std::vector<std::pair<std::string, Cell>>& pairs, Style style);

// What is safe to print of a text from outside.
std::string printable(std::string_view text);

}  // namespace latido::command
