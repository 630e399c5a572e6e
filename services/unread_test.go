package services_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/services"
)

// TestFilesBesideRecords serves content with a backup of an editor and a file of another ending. The log names both.
func TestFilesBesideRecords(t *testing.T) {
	files := exampleFiles(t)
	var clean, log bytes.Buffer
	services.New(nil, slog.New(slog.NewTextHandler(&clean, nil))).Swap(newRelease(t, files), services.Times{})
	if strings.Contains(clean.String(), "file is not read") {
		t.Errorf("the log of records alone is %s", &clean)
	}
	files["drugs/examplinib.yaml~"] = files["drugs/examplinib.yaml"]
	files["targets/notes.txt"] = files["drugs/examplinib.yaml"]
	services.New(nil, slog.New(slog.NewTextHandler(&log, nil))).Swap(newRelease(t, files), services.Times{})
	for _, name := range []string{"drugs/examplinib.yaml~", "targets/notes.txt"} {
		if !strings.Contains(log.String(), `level=WARN msg="file is not read" file=content/`+name+" ") {
			t.Errorf("the log does not name %s: %s", name, &log)
		}
	}
}
