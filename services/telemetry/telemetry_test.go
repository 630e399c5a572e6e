package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/test/bufconn"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/telemetry"
)

// observed starts an instrumented server of the frozen catalog, makes calls, and returns its admin port and access
// log.
func observed(t *testing.T) (admin *httptest.Server, log *bytes.Buffer) {
	t.Helper()
	r, err := release.FromFS(t.Context(), os.DirFS("../../validate/testdata/frozen"), "content", "test",
		release.Options{AsOf: "2026-11-23"})
	if err != nil {
		t.Fatal(err)
	}
	seen, err := telemetry.New(t.Context(), telemetry.Options{Metrics: true})
	if err != nil {
		t.Fatal(err)
	}
	log = &bytes.Buffer{}
	lines := &telemetry.AccessLog{Log: slog.New(slog.NewJSONHandler(log, nil)), Sample: 1}
	server := services.New(r, slog.New(slog.DiscardHandler),
		services.WithServerOptions(append(seen.ServerOptions(), grpc.StatsHandler(lines))...))
	if err := seen.Registry.Register(&telemetry.Catalog{Status: server.Status, Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	listener := bufconn.Listen(1 << 20)
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	conn, err := grpc.NewClient("passthrough:///bufconn", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	client := compendiumv1.NewCatalogServiceClient(conn)
	if _, err := client.GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: "drugs/imatinib"}); err != nil {
		t.Error(err)
	}
	if _, err := client.GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: "drugs/none"}); err == nil {
		t.Error("unknown drug found")
	}
	if _, err := client.GetDrug(t.Context(),
		&compendiumv1.GetDrugRequest{Name: "drugs/imatinib", Version: "none"}); err == nil {
		t.Error("unknown version found")
	}
	if err := conn.Invoke(t.Context(), "/compendium.v1.CatalogService/Made-Up-By-A-Caller", &compendiumv1.GetDrugRequest{},
		&compendiumv1.Drug{}); err == nil {
		t.Error("unknown method found")
	}
	if err := conn.Close(); err != nil {
		t.Error(err)
	}
	// All calls are logged before Shutdown returns.
	server.Shutdown(t.Context())
	if err := <-done; err != nil {
		t.Error(err)
	}
	handler := telemetry.Admin(seen.Registry, server.Serves, server.Health()).Handler
	admin = httptest.NewServer(handler)
	t.Cleanup(func() {
		admin.Close()
		if err := seen.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return admin, log
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

func TestMetricsProbesAndAccessLog(t *testing.T) {
	admin, log := observed(t)
	code, metrics := get(t, admin.URL+"/metrics")
	for _, want := range []string{
		`compendium_catalog_records{collection="drugs"} 9`, `compendium_catalog_findings{severity="warning"}`,
		`compendium_catalog_refused{reason=""} 0`,
		`grpc_server_call_duration_seconds_count{grpc_method="compendium.v1.CatalogService/GetDrug",grpc_status="NOT_FOUND"} 1`, "go_goroutines",
	} {
		if code != http.StatusOK || !strings.Contains(metrics, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	if strings.Contains(metrics, "Made-Up") {
		t.Error("callers can create metric series")
	}
	// The server has shut down.
	if code, _ := get(t, admin.URL+"/readyz"); code != http.StatusServiceUnavailable {
		t.Errorf("readyz: %d", code)
	}
	if code, _ := get(t, admin.URL+"/debug/pprof/"); code != http.StatusOK {
		t.Errorf("pprof: %d", code)
	}
	type line struct {
		Method  string `json:"method"`
		Code    string `json:"code"`
		Reason  string `json:"reason"`
		Version string `json:"version"`
	}
	var lines []line
	for text := range strings.Lines(log.String()) {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	const drug = "/compendium.v1.CatalogService/GetDrug"
	for _, l := range lines {
		if l.Version == "" {
			t.Errorf("line %+v has no version", l)
		}
	}
	// Calls may end in any order.
	slices.SortFunc(lines, func(a, b line) int { return strings.Compare(a.Code, b.Code) })
	for i := range lines {
		lines[i].Version = ""
	}
	if diff := cmp.Diff([]line{
		{Method: drug, Code: "NotFound", Reason: services.ReasonNotFound}, {Method: drug, Code: "OK"},
		{Method: drug, Code: "OutOfRange", Reason: services.ReasonVersionNotRetained},
		{Method: "/compendium.v1.CatalogService/Made-Up-By-A-Caller", Code: "Unimplemented",
			Reason: services.ReasonMethodUnknown},
	}, lines); diff != "" {
		t.Errorf("access log (-want +got):\n%s", diff)
	}
}

const (
	tableBegin = "<!-- metrics: made by UPDATE_DOCS=1 go test ./services/telemetry -->\n\n"
	tableEnd   = "\n<!-- metrics end -->"
)

// TestMetricsAreDocumented checks the table in docs/operations.md. UPDATE_DOCS=1 updates it.
func TestMetricsAreDocumented(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "operations.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), tableBegin)
	table, after, closed := strings.Cut(rest, tableEnd)
	if !ok || !closed {
		t.Fatal("docs/operations.md has no markers for the table")
	}
	if table == telemetry.Markdown() {
		return
	}
	if os.Getenv("UPDATE_DOCS") == "" {
		t.Fatal("the table of metrics is out of date; run UPDATE_DOCS=1 go test ./services/telemetry")
	}
	if err := os.WriteFile(path, []byte(before+tableBegin+telemetry.Markdown()+tableEnd+after), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestAlertsAndDashboardsUseKnownMetrics checks each metric named in the shipped alerts and dashboards.
func TestAlertsAndDashboardsUseKnownMetrics(t *testing.T) {
	admin, _ := observed(t)
	_, metrics := get(t, admin.URL+"/metrics")
	known := metrics + telemetry.Markdown()
	for _, file := range []string{"prometheus/alerts.yaml", "grafana/compendium.json"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "deploy", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		var parsed any
		if err := yaml.Unmarshal(text, &parsed); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		names := regexp.MustCompile(`\b(compendium|grpc_server|go|process)_[a-z_]+\b`).FindAllString(string(text), -1)
		if len(names) < 3 {
			t.Errorf("%s names %v", file, names)
		}
		for _, name := range names {
			if !strings.Contains(known, name) {
				t.Errorf("%s uses unknown metric %s", file, name)
			}
		}
	}
}
