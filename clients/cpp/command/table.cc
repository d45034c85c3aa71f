#include "clients/cpp/command/table.h"

#include <algorithm>
#include <cassert>

namespace latido::command {
namespace {

constexpr std::size_t kGap = 2;

// Characters, not bytes: UTF-8 continuation bytes take no room.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string_view code_of(Color color) {
  switch (color) {
    case Color::bold:
      return "\x1b[1m";
    case Color::green:
      return "\x1b[32m";
    case Color::yellow:
      return "\x1b[33m";
    case Color::red:
      return "\x1b[31m";
    case Color::none:
      break;
  }
  return {};
}

std::string painted(const Cell& cell, Style style) {
  std::string text = printable(cell.text);
  if (!style.color || cell.color == Color::none || text.empty()) return text;
  return std::string(code_of(cell.color)) + text + "\x1b[0m";
}

void end_line(std::string& out) {
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out += '\n';
}

std::string csv_title(std::string title) {
  for (char& c : title) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ') c = '_';
  }
  return title;
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

void add_csv_line(const std::vector<Cell>& row, std::string& out) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out += ',';
    out += csv_field(row[i].text);
  }
  out += "\r\n";
}

class Layout {
 public:
  Layout(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows)
      : columns_(columns) {
    for (const auto& column : columns) widths_.push_back(width(column.title));
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < widths_.size(); ++i) {
        widths_[i] = std::max(widths_[i], width(printable(row[i].text)));
      }
    }
  }

  void line(const std::vector<Cell>& row, Style style, std::string& out) const {
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      const std::string blanks(widths_[i] - width(printable(row[i].text)), ' ');
      const bool right = columns_[i].align == Align::right;
      if (right) out += blanks;
      out += painted(row[i], style);
      if (!right) out += blanks;
      out.append(kGap, ' ');
    }
    end_line(out);
  }

  void rule(std::string& out) const {
    for (const std::size_t w : widths_) out.append(w, '-').append(kGap, ' ');
    end_line(out);
  }

 private:
  const std::vector<Column>& columns_;
  std::vector<std::size_t> widths_;
};

}  // namespace

void Table::add(std::vector<Cell> row) {
  assert(row.size() == columns_.size());
  rows_.push_back(std::move(row));
}

std::string Table::text(Style style) const {
  const Layout layout(columns_, rows_);
  std::vector<Cell> titles;
  for (const auto& column : columns_) titles.emplace_back(column.title, Color::bold);
  std::string out;
  layout.line(titles, style, out);
  if (style.rules) layout.rule(out);
  for (const auto& row : rows_) layout.line(row, style, out);
  return out;
}

std::string Table::csv() const {
  std::vector<Cell> titles;
  for (const auto& column : columns_) titles.emplace_back(csv_title(column.title));
  std::string out;
  add_csv_line(titles, out);
  for (const auto& row : rows_) add_csv_line(row, out);
  return out;
}

std::string facts(const std::vector<std::pair<std::string, Cell>>& pairs, Style style) {
  std::size_t widest = 0;
  for (const auto& [name, value] : pairs) {
    if (!value.text.empty()) widest = std::max(widest, width(name));
  }
  std::string out;
  for (const auto& [name, value] : pairs) {
    if (value.text.empty()) continue;
    out += name + std::string(widest - width(name) + kGap, ' ') + painted(value, style);
    end_line(out);
  }
  return out;
}

// C0, DEL, and C1 (U+0080 to U+009F, bytes C2 80 to C2 9F), which some terminals obey too.
std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 =
        byte == 0xC2U && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0U;
    const bool control = byte < 0x20U || byte == 0x7FU || c1;
    out += control ? '?' : text[i];
    if (c1) ++i;
  }
  return out;
}

}  // namespace latido::command
