// The assignment by LEMON's network simplex: reads whole numbers of 64 bits, writes the flow of every arc.
// In: rows, places, pairs; persons and the cost of having no place by row; seats by place; row, place and cost
// by pair. Out: people by pair, then people without a place by row. Told: seconds by the clock, on the processor.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

using Numbers = std::vector<std::int64_t>;

static Numbers read(std::FILE* file, std::size_t count) {
  Numbers found(count);
  if (std::fread(found.data(), sizeof(std::int64_t), count, file) != count) std::exit(2);
  return found;
}

int main(int, char** given) {
  std::FILE* in = std::fopen(given[1], "rb");
  if (!in) return 2;
  const Numbers size = read(in, 3);
  const std::int64_t rows = size[0], places = size[1], pairs = size[2];
  const Numbers persons = read(in, rows), without = read(in, rows), seats = read(in, places);
  const Numbers row = read(in, pairs), place = read(in, pairs), cost = read(in, pairs);
  std::fclose(in);

  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t used = std::clock();
  using Graph = lemon::SmartDigraph;
  Graph graph;
  graph.reserveNode(rows + places + 1);
  graph.reserveArc(pairs + rows + places);
  for (std::int64_t i = 0; i <= rows + places; ++i) graph.addNode();
  const auto node = [&](std::int64_t i) { return graph.nodeFromId(static_cast<int>(i)); };
  const Graph::Node sink = node(rows + places);
  for (std::int64_t k = 0; k < pairs; ++k) graph.addArc(node(row[k]), node(rows + place[k]));
  for (std::int64_t i = 0; i < rows; ++i) graph.addArc(node(i), sink);
  for (std::int64_t j = 0; j < places; ++j) graph.addArc(node(rows + j), sink);
  Graph::ArcMap<std::int64_t> most(graph), price(graph);
  Graph::NodeMap<std::int64_t> supply(graph, 0);
  for (std::int64_t k = 0; k < pairs; ++k) {
    const Graph::Arc arc = graph.arcFromId(static_cast<int>(k));
    most[arc] = persons[row[k]];
    price[arc] = cost[k];
  }
  for (std::int64_t i = 0; i < rows; ++i) {
    const Graph::Arc arc = graph.arcFromId(static_cast<int>(pairs + i));
    most[arc] = persons[i];
    price[arc] = without[i];
    supply[node(i)] = persons[i];
    supply[sink] -= persons[i];
  }
  for (std::int64_t j = 0; j < places; ++j) {
    const Graph::Arc arc = graph.arcFromId(static_cast<int>(pairs + rows + j));
    most[arc] = seats[j];
    price[arc] = 0;
  }
  lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t> simplex(graph);
  simplex.upperMap(most).costMap(price).supplyMap(supply);
  if (simplex.run() != simplex.OPTIMAL) return 3;
  const std::chrono::duration<double> clock = std::chrono::steady_clock::now() - begin;
  const double processor = static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC;

  Numbers flow(pairs + rows);
  for (std::int64_t k = 0; k < pairs + rows; ++k) flow[k] = simplex.flow(graph.arcFromId(static_cast<int>(k)));
  std::FILE* out = std::fopen(given[2], "wb");
  if (!out || std::fwrite(flow.data(), sizeof(std::int64_t), flow.size(), out) != flow.size()) return 2;
  std::fclose(out);
  std::printf("[%.6f, %.6f]\n", clock.count(), processor);
  return 0;
}
