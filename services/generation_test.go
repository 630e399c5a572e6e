//go:build linux

package services_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/net/http2"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
)

// mapped opens a release file of the example catalog, and says how to ask whether its memory is still there.
func mapped(t *testing.T, from *release.Release) (*release.Release, func() bool) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mapped.release")
	if err := os.WriteFile(path, from.File.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := file.Map(path)
	if err != nil {
		t.Fatal(err)
	}
	return release.New(m, path), func() bool {
		maps, err := os.ReadFile("/proc/self/maps")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(maps), path)
	}
}

// TestTheLastReaderGivesMemoryBack has a caller take its time to read an answer, of a release that is dropped
// meanwhile. Its memory is there until the answer is sent, or the caller has gone, and is given back then.
func TestTheLastReaderGivesMemoryBack(t *testing.T) {
	for name, end := range map[string]func(*frames) error{
		"the answer is read": func(f *frames) error {
			return errors.Join(f.WriteWindowUpdate(1, 1<<20), f.WriteWindowUpdate(0, 1<<20))
		},
		"the call is ended":  func(f *frames) error { return f.WriteRSTStream(1, http2.ErrCodeCancel) },
		"the caller is gone": func(f *frames) error { return f.conn.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, func(c *config.Config) { c.RetainReleases = 1 }, nil)
			slow, there := mapped(t, newRelease(t, changed(t, "display_name: Examplinib", "display_name: Slow")))
			p.server.Swap(slow, services.Times{})
			f := p.frames(t, http2.Setting{ID: http2.SettingInitialWindowSize, Val: 0})
			f.call(t, compendiumv1.CatalogService_ListDrugs_FullMethodName, nil)
			for headers := false; !headers; {
				frame, err := f.ReadFrame()
				if err != nil {
					t.Fatal(err)
				}
				headers = frame.Header().Type == http2.FrameHeaders
			}
			eventually(t, "the handler is done", func() bool { return p.server.Status().InFlight == 0 })
			p.server.Swap(newRelease(t, exampleFiles(t)), services.Times{})
			if got := p.server.Status().Retained; got != 1 {
				t.Fatalf("%d releases are retained", got)
			}
			if !there() {
				t.Error("the memory is gone, and the answer is not sent yet")
			}
			if err := end(f); err != nil {
				t.Fatal(err)
			}
			if name == "the caller is gone" {
				// gRPC forgets what waited to be sent, so the garbage collector finds that nothing reads it any more.
				slow = nil
			}
			eventually(t, "the memory is given back", func() bool {
				if slow == nil {
					runtime.GC()
				}
				return !there()
			})
			p.answers(t)
		})
	}
}
