package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"runtime/pprof"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/bench/process"
	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
	"github.com/opencompendium/compendium/services/telemetry"
)

// profileTime is the duration of a profile.
const profileTime = 5 * time.Second

// serve runs a variant until it is terminated.
func serve(variant, path, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	m, err := file.OpenFile(path)
	if err != nil {
		return err
	}
	start, ok := map[string]func(net.Listener, *file.File) error{
		"bare": serveBare, "compendium": serveCompendium, "telemetry": serveObserved, "encoding": serveEncoding,
		"connect": serveConnect, "json": serveJSON, "postgres": servePostgres,
		"http": serveHTTP, "bare-http": serveBareHTTP, "gateway": serveGateway,
	}[variant]
	if !ok {
		return fmt.Errorf("unknown variant %s", variant)
	}
	if profile := os.Getenv("BENCH_PROFILE"); profile != "" {
		// Profile the variant, to look for bottlenecks.
		out, err := os.Create(profile + "." + variant)
		if err != nil {
			return err
		}
		if err := pprof.StartCPUProfile(out); err != nil {
			return err
		}
		time.AfterFunc(profileTime, pprof.StopCPUProfile)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	go func() { <-stop; os.Exit(0) }()
	return start(listener, m)
}

// serveCompendium runs the server with the defaults of `compendium serve`, without logging and telemetry.
func serveCompendium(listener net.Listener, m *file.File) error {
	c := config.Default()
	debug.SetGCPercent(c.GCPercent)
	server := services.New(release.New(m, "bench"), slog.New(slog.DiscardHandler), services.WithConfig(c))
	return server.Serve(listener)
}

// serveObserved runs the same server with all default telemetry.
func serveObserved(listener net.Listener, m *file.File) error {
	c := config.Default()
	debug.SetGCPercent(c.GCPercent)
	t, err := telemetry.New(context.Background(), telemetry.Options{Metrics: c.Metrics})
	if err != nil {
		return err
	}
	const percent = 100
	out, err := os.Create(os.DevNull)
	if err != nil {
		return err
	}
	lines := &telemetry.AccessLog{Log: slog.New(slog.NewTextHandler(out, nil)),
		Sample: float64(c.AccessLogPercent) / percent}
	server := services.New(release.New(m, "bench"), slog.New(slog.DiscardHandler), services.WithConfig(c),
		services.WithServerOptions(append(t.ServerOptions(), grpc.StatsHandler(lines))...))
	return server.Serve(listener)
}

// serveBare returns constant bytes of the right size with default options: the limit of the stack.
func serveBare(listener net.Listener, m *file.File) error {
	table := m.Table(catalog.Drugs)
	page := bytes.Clone(table.Frames(0, min(pageOf, table.Len())))
	constant := map[string][]byte{"GetDrug": bytes.Clone(table.Record(0)), "ListDrugs": page, "BatchGetDrugs": page}
	described := grpc.ServiceDesc{ServiceName: "compendium.v1.CatalogService"}
	for name, response := range constant {
		described.Methods = append(described.Methods, grpc.MethodDesc{MethodName: name,
			Handler: func(_ any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
				var request []byte
				if err := decode(&request); err != nil {
					return nil, err
				}
				return response, nil
			}})
	}
	server := grpc.NewServer(grpc.ForceServerCodecV2(process.Codec{}))
	server.RegisterService(&described, nil)
	return server.Serve(listener)
}

// decoded holds a catalog as messages, for servers that encode each response.
type decoded struct {
	compendiumv1.UnimplementedCatalogServiceServer
	byName map[string]*compendiumv1.Drug
	sorted []*compendiumv1.Drug
}

func decode(m *file.File) (*decoded, error) {
	d := &decoded{byName: make(map[string]*compendiumv1.Drug)}
	table := m.Table(catalog.Drugs)
	for i := range table.Len() {
		drug := &compendiumv1.Drug{}
		if err := proto.Unmarshal(table.Record(i), drug); err != nil {
			return nil, err
		}
		d.byName[drug.Name] = drug
		d.sorted = append(d.sorted, drug)
	}
	return d, nil
}

func (d *decoded) GetDrug(_ context.Context, r *compendiumv1.GetDrugRequest) (*compendiumv1.Drug, error) {
	drug, ok := d.byName[r.Name]
	if !ok {
		return nil, status.Error(codes.NotFound, "not found")
	}
	return drug, nil
}

func (d *decoded) ListDrugs(
	_ context.Context, r *compendiumv1.ListDrugsRequest,
) (*compendiumv1.ListDrugsResponse, error) {
	return &compendiumv1.ListDrugsResponse{Drugs: d.sorted[:min(int(r.PageSize), len(d.sorted))],
		TotalSize: int32(len(d.sorted))}, nil
}

func (d *decoded) BatchGetDrugs(
	_ context.Context, r *compendiumv1.BatchGetDrugsRequest,
) (*compendiumv1.BatchGetDrugsResponse, error) {
	response := &compendiumv1.BatchGetDrugsResponse{}
	for _, name := range r.Names {
		response.Drugs = append(response.Drugs, d.byName[name])
	}
	return response, nil
}

// serveEncoding runs plain generated code: messages in memory, encoded for each response.
func serveEncoding(listener net.Listener, m *file.File) error {
	d, err := decode(m)
	if err != nil {
		return err
	}
	server := grpc.NewServer()
	compendiumv1.RegisterCatalogServiceServer(server, d)
	return server.Serve(listener)
}
