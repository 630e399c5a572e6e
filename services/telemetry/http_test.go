package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
	httpapi "github.com/opencompendium/compendium/services/http"
	"github.com/opencompendium/compendium/services/telemetry"
)

// TestHTTPIsObserved checks the metrics and the access log of requests over HTTP.
func TestHTTPIsObserved(t *testing.T) {
	r, err := release.FromFS(t.Context(), os.DirFS("../../validate/testdata/frozen"), "content", "test",
		release.Options{AsOf: "2026-11-23"})
	if err != nil {
		t.Fatal(err)
	}
	seen, err := telemetry.New(t.Context(), telemetry.Options{Metrics: true})
	if err != nil {
		t.Fatal(err)
	}
	defer seen.Close(context.Background())
	server := services.New(r, slog.New(slog.DiscardHandler))
	defer server.Stop()
	api, err := httpapi.New(server, config.Default())
	if err != nil {
		t.Fatal(err)
	}
	log := &bytes.Buffer{}
	lines := &telemetry.AccessLog{Log: slog.New(slog.NewJSONHandler(log, nil)), Sample: 1}
	front := httptest.NewServer(seen.HTTP(lines.HTTP(api)))
	for _, path := range []string{"/v1/drugs/imatinib", "/v1/drugs/none", "/made-up-by-a-caller"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, front.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Host = "made-up-by-a-caller"
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
	}
	front.Close() // every request is logged
	admin := httptest.NewServer(telemetry.Admin(seen.Registry, server.Serves, server.Health()).Handler)
	defer admin.Close()
	_, metrics := get(t, admin.URL+"/metrics")
	const want = `http_server_request_duration_seconds_count{http_request_method="GET",http_response_status_code="404",` +
		`http_route="/v1/drugs/{name}"} 1`
	if !strings.Contains(metrics, want) {
		t.Errorf("metrics lack %s:\n%s", want, metrics)
	}
	if strings.Contains(metrics, "made-up") {
		t.Error("callers can create metric series")
	}
	type line struct {
		Method string `json:"method"`
		Code   int    `json:"code"`
	}
	var got []line
	for text := range strings.Lines(log.String()) {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatal(err)
		}
		got = append(got, l)
	}
	// A call is logged when it has ended, which may be after the next one of another connection.
	slices.SortFunc(got, func(a, b line) int {
		if a.Method == b.Method {
			return a.Code - b.Code
		}
		return strings.Compare(a.Method, b.Method)
	})
	wanted := []line{{"/", 404}, {"GET /v1/drugs/{name}", 200}, {"GET /v1/drugs/{name}", 404}}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Errorf("access log (-want +got):\n%s", diff)
	}
}
