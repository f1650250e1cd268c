package io.millrace.bench.flow;

import io.millrace.bench.Figures;
import io.millrace.bench.Grid;
import java.util.Locale;

/**
 * Bytes of state per row.
 *
 * @param latestRow keys and values, with the eight bytes of their lengths: in a savepoint of the
 *     canonical format
 * @param deliver the same
 * @param latestRowFiles in the files of RocksDB, which compresses them
 * @param deliverFiles the same
 */
record StateSizes(double latestRow, double deliver, double latestRowFiles, double deliverFiles) {
    /**
     * @param figures those of {@link SizeState}
     */
    static StateSizes of(Figures figures) {
        return new StateSizes(
                figures.get("latest_row"),
                figures.get("deliver"),
                figures.get("latest_row_files"),
                figures.get("deliver_files"));
    }

    double whole() {
        return latestRow + deliver;
    }

    double wholeFiles() {
        return latestRowFiles + deliverFiles;
    }

    void put(Figures figures, String mode) {
        figures.put("state_bytes_per_row" + mode, whole())
                .put("state_bytes_per_row_latest_row" + mode, latestRow)
                .put("state_bytes_per_row_deliver" + mode, deliver)
                .put("state_file_bytes_per_row" + mode, wholeFiles());
    }

    static Grid grid(StateSizes withoutImage, StateSizes withImage) {
        Grid grid =
                new Grid("state, bytes a row", "latest row", "deliver", "whole", "RocksDB's files");
        withoutImage.addTo(grid, "without image");
        withImage.addTo(grid, "with image");
        return grid;
    }

    private void addTo(Grid grid, String name) {
        grid.row(name, text(latestRow), text(deliver), text(whole()), text(wholeFiles()));
    }

    private static String text(double bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes);
    }
}
