package main

import (
	"context"
	"crypto/tls"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/transport/certtest"
)

// sameTables fails unless two directories have the same files.
func sameTables(t *testing.T, a, b string) {
	t.Helper()
	files, err := os.ReadDir(a)
	if err != nil || len(files) < 2 {
		t.Fatalf("%s has %d files, %v", a, len(files), err)
	}
	for _, f := range files {
		if want := readFile(t, filepath.Join(a, f.Name())); readFile(t, filepath.Join(b, f.Name())) != want {
			t.Errorf("%s of %s and %s differ", f.Name(), a, b)
		}
	}
}

// TestExportFromServer compares the tables of content with those of a server that derives it for another day.
func TestExportFromServer(t *testing.T) {
	copyFrozen(t)
	address, _ := launch(t, "serve", "--content", "content", "--as-of", "2026-09-01", "--listen", "127.0.0.1:0")
	for _, format := range []string{exportCSV, exportJSONL, exportFHIR} {
		for _, day := range []string{"2018-01-01", "2026-06-01"} {
			own, served := "own-"+format+day, "served-"+format+day
			runHere(t, "export", format, "-o", own, "--as-of", day, "content")
			runHere(t, "export", format, "-o", served, "--as-of", day, "grpc://"+address)
			sameTables(t, own, served)
		}
	}
	if readFile(t, "own-csv2018-01-01/labels.csv") == readFile(t, "own-csv2026-06-01/labels.csv") {
		t.Error("the tables do not depend on the day")
	}
}

// TestExportFromSecureServer reads from a server that wants a client certificate.
func TestExportFromSecureServer(t *testing.T) {
	copyFrozen(t)
	p, authority := project{t}, certtest.New(t)
	for name, names := range map[string][]string{"server": nil, "client": {"hospital"}} {
		cert, key := authority.Issue(time.Now().Add(time.Hour), names)
		certtest.Write(t, name+".crt", cert)
		certtest.Write(t, name+".key", key)
	}
	certtest.Write(t, "ca.crt", authority.PEM())
	address, _ := launch(t, "serve", "--content", "content", "--listen", "127.0.0.1:0", "--tls-cert", "server.crt",
		"--tls-key", "server.key", "--tls-client-ca", "ca.crt", "--allow", "*=*")
	from := []string{"export", exportCSV, "-o", "served", "grpcs://" + address}
	trusting := append(slices.Clone(from), "--tls-ca", "ca.crt")
	p.says(p.run(exitFailed, from...), "export: grpcs://"+address+": ", "certificate")
	p.says(p.run(exitFailed, trusting...), "export: grpcs://"+address+": ")
	p.run(exitClean, append(trusting, "--tls-cert", "client.crt", "--tls-key", "client.key")...)
	runHere(t, "export", exportCSV, "-o", "own", "content")
	sameTables(t, "own", "served")

	p.says(p.run(exitFailed, append(from, "--tls-ca", "nowhere")...), "--tls-ca: open nowhere")
	p.says(p.run(exitFailed, append(from, "--tls-ca", "client.key")...), "client.key has no certificate")
	p.says(p.run(exitFailed, append(from, "--tls-cert", "ca.crt", "--tls-key", "client.key")...), "--tls-cert: ")
	for _, version := range []string{"content", "grpc://" + address} {
		p.says(p.run(exitFailed, "export", exportCSV, "-o", "x", version, "--tls-ca", "ca.crt"),
			"reached as grpcs://host:port")
	}
}

// tokenServer is a service that refuses every call, and says which token came with it.
type tokenServer struct {
	compendiumv1.UnimplementedCatalogServiceServer
}

func (tokenServer) GetCatalog(ctx context.Context, _ *compendiumv1.GetCatalogRequest) (*compendiumv1.Catalog, error) {
	return nil, status.Errorf(codes.PermissionDenied, "no grant for %v",
		metadata.ValueFromIncomingContext(ctx, "authorization"))
}

func TestExportSendsToken(t *testing.T) {
	t.Chdir(t.TempDir())
	p, authority := project{t}, certtest.New(t)
	certtest.Write(t, "ca.crt", authority.PEM())
	pair, err := tls.X509KeyPair(authority.Issue(time.Now().Add(time.Hour), nil))
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer(grpc.Creds(credentials.NewServerTLSFromCert(&pair)))
	compendiumv1.RegisterCatalogServiceServer(server, tokenServer{})
	ready := health.NewServer()
	ready.SetServingStatus("ready", healthpb.HealthCheckResponse_SERVING)
	healthpb.RegisterHealthServer(server, ready)
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	write(t, "token", "secret\n")
	write(t, "empty", "\n")
	from := strings.Fields("export csv -o x --tls-ca ca.crt grpcs://" + listener.Addr().String())
	p.says(p.run(exitFailed, append(from, "--token-file", "token")...), "no grant for [Bearer secret]")
	p.says(p.run(exitFailed, append(from, "--token-file", "empty")...), "--token-file: the file is empty")
}
