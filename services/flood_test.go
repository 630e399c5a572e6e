package services_test

import (
	"io"
	"testing"
	"time"

	"golang.org/x/net/http2"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/config"
)

// TestFloodsEndWithTheConnection sends frames that cost nothing to send, for as long as the connection is open. Others
// are answered meanwhile, and the age of the connection ends it.
func TestFloodsEndWithTheConnection(t *testing.T) {
	floods := map[string]func(f *frames) error{
		"CONTINUATION": func(f *frames) error { return f.WriteContinuation(f.stream, false, nil) },
		"SETTINGS":     func(f *frames) error { return f.WriteSettings() },
		"DATA":         func(f *frames) error { return f.WriteData(f.stream, false, nil) },
		"PRIORITY": func(f *frames) error {
			return f.WritePriority(f.stream, http2.PriorityParam{Weight: 1})
		},
		"WINDOW_UPDATE": func(f *frames) error { return f.WriteWindowUpdate(0, 1) },
	}
	for name, flood := range floods {
		t.Run(name, func(t *testing.T) {
			p := open(t, func(c *config.Config) {
				c.MaxConnectionAge, c.MaxConnectionAgeGrace, c.MaxWatchAge = 300*time.Millisecond, 100*time.Millisecond,
					50*time.Millisecond
			}, nil)
			f := p.frames(t)
			go func() { _, _ = io.Copy(io.Discard, f.conn) }()
			if name == "CONTINUATION" || name == "DATA" {
				err := f.WriteHeaders(http2.HeadersFrameParam{
					StreamID: f.stream, EndHeaders: name == "DATA",
					BlockFragment: f.head(compendiumv1.CatalogService_ListDrugs_FullMethodName),
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				for flood(f) == nil {
				}
			}()
			p.answers(t)
			select {
			case <-ended:
			case <-time.After(20 * time.Second):
				t.Error("the connection is still open")
			}
		})
	}
}
