// hnswlib in C++ over the vectors that BenchVectors writes, to hold GraphPeers against: same links (16), effort of building
// (100), efforts of searching, one thread, recall@10 against an exact scan, the best of three rounds.
//
//   apt-get install libhnswlib-dev g++
//   g++ -O3 -march=native -o hnswlib-peer benchmarks/src/main/cpp/hnswlib-peer.cpp && ./hnswlib-peer base.fvecs queries.fvecs
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include <hnswlib/hnswlib.h>

namespace {

constexpr size_t kNearest = 10;

struct Vectors {
    int dimension = 0;
    std::vector<float> values;

    size_t size() const { return values.size() / dimension; }
    const float* at(size_t i) const { return values.data() + i * dimension; }
};

Vectors read(const char* file) {
    Vectors vectors;
    std::ifstream in(file, std::ios::binary);
    int dimension = 0;
    while (in.read(reinterpret_cast<char*>(&dimension), sizeof dimension)) {
        vectors.dimension = dimension;
        size_t before = vectors.values.size();
        vectors.values.resize(before + dimension);
        in.read(reinterpret_cast<char*>(vectors.values.data() + before), sizeof(float) * dimension);
    }
    return vectors;
}

double cpu_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

std::vector<size_t> exact(const Vectors& base, const float* query) {
    std::vector<std::pair<float, size_t>> all(base.size());
    for (size_t i = 0; i < base.size(); i++) {
        const float* vector = base.at(i);
        float dot = 0;
        for (int d = 0; d < base.dimension; d++) dot += query[d] * vector[d];
        all[i] = {-dot, i};
    }
    std::partial_sort(all.begin(), all.begin() + kNearest, all.end());
    std::vector<size_t> nearest(kNearest);
    for (size_t i = 0; i < kNearest; i++) nearest[i] = all[i].second;
    return nearest;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "two files of .fvecs must be named, vectors and queries\n");
        return 64;
    }
    Vectors base = read(argv[1]);
    Vectors queries = read(argv[2]);
    std::vector<std::vector<size_t>> truth;
    for (size_t q = 0; q < queries.size(); q++) truth.push_back(exact(base, queries.at(q)));

    hnswlib::InnerProductSpace space(base.dimension);
    double start = cpu_seconds();
    hnswlib::HierarchicalNSW<float> index(&space, base.size(), 16, 100, 42);
    for (size_t i = 0; i < base.size(); i++) index.addPoint(base.at(i), i);
    std::printf("hnswlib (C++) built in %.1f s\n", cpu_seconds() - start);

    const int efforts[] = {12, 16, 24, 32, 48, 64, 96, 128, 192, 256};
    const double levels[] = {0.90, 0.95, 0.99};
    std::vector<double> recalls, rates;
    for (int effort : efforts) {
        index.setEf(effort);
        double best = 0, recall = 0;
        for (int round = 0; round < 3; round++) {
            size_t hits = 0;
            start = cpu_seconds();
            for (size_t q = 0; q < queries.size(); q++) {
                auto found = index.searchKnn(queries.at(q), kNearest);
                for (; !found.empty(); found.pop()) {
                    hits += std::count(truth[q].begin(), truth[q].end(), found.top().second);
                }
            }
            best = std::max(best, queries.size() / (cpu_seconds() - start));
            recall = double(hits) / (kNearest * queries.size());
        }
        recalls.push_back(recall);
        rates.push_back(best);
        std::printf("effort %3d  recall %.4f  %7.0f queries/s\n", effort, recall, best);
    }
    for (double level : levels) {
        for (size_t i = 1; i < recalls.size(); i++) {
            if (recalls[i] >= level) {
                double part = (level - recalls[i - 1]) / (recalls[i] - recalls[i - 1]);
                std::printf("at recall %.2f: %.0f queries/s\n", level, 1 / ((1 - part) / rates[i - 1] + part / rates[i]));
                break;
            }
        }
    }
}
