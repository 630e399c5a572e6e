package main

import (
	"context"
	"encoding/json"
	"net"
	"net/http"

	"connectrpc.com/connect"
	"github.com/jackc/pgx/v5/pgxpool"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// serveConnect runs connect-go, which serves gRPC over net/http and encodes each response.
func serveConnect(listener net.Listener, m *file.File) error {
	d, err := decode(m)
	if err != nil {
		return err
	}
	// It compresses whenever the client accepts it, but the other servers are asked for plain bytes.
	uncompressed := connect.WithCompressMinBytes(1 << 30)
	mux := http.NewServeMux()
	mux.Handle(service+"GetDrug", connect.NewUnaryHandler(service+"GetDrug", unary(d.GetDrug), uncompressed,
		connect.WithIdempotency(connect.IdempotencyNoSideEffects)))
	mux.Handle(service+"ListDrugs", connect.NewUnaryHandler(service+"ListDrugs", unary(d.ListDrugs), uncompressed))
	mux.Handle(service+"BatchGetDrugs",
		connect.NewUnaryHandler(service+"BatchGetDrugs", unary(d.BatchGetDrugs), uncompressed))
	protocols := &http.Protocols{}
	protocols.SetUnencryptedHTTP2(true)
	protocols.SetHTTP1(true)
	return (&http.Server{Handler: mux, Protocols: protocols}).Serve(listener)
}

func unary[Q, R any](
	call func(context.Context, *Q) (*R, error),
) func(context.Context, *connect.Request[Q]) (*connect.Response[R], error) {
	return func(ctx context.Context, request *connect.Request[Q]) (*connect.Response[R], error) {
		response, err := call(ctx, request.Msg)
		if err != nil {
			return nil, connect.NewError(connect.CodeNotFound, err)
		}
		return connect.NewResponse(response), nil
	}
}

// serveJSON serves JSON over net/http, encoding each response.
func serveJSON(listener net.Listener, m *file.File) error {
	d, err := decode(m)
	if err != nil {
		return err
	}
	answer := func(w http.ResponseWriter, message proto.Message) {
		text, err := protojson.Marshal(message)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(text)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /drugs/{id}", func(w http.ResponseWriter, r *http.Request) {
		drug, ok := d.byName["drugs/"+r.PathValue("id")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		answer(w, drug)
	})
	mux.HandleFunc("GET /drugs", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, &compendiumv1.ListDrugsResponse{Drugs: d.sorted[:min(pageOf, len(d.sorted))]})
	})
	mux.HandleFunc("POST /batch", func(w http.ResponseWriter, r *http.Request) {
		var names []string
		if err := json.NewDecoder(r.Body).Decode(&names); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		response, _ := d.BatchGetDrugs(r.Context(), &compendiumv1.BatchGetDrugsRequest{Names: names})
		answer(w, response)
	})
	return (&http.Server{Handler: mux}).Serve(listener)
}

// database serves encoded records from PostgreSQL by primary key.
type database struct {
	compendiumv1.UnimplementedCatalogServiceServer
	pool *pgxpool.Pool
}

// servePostgres runs grpc-go in front of PostgreSQL. The database's processor time counts too; see cpuOf.
func servePostgres(listener net.Listener, m *file.File) error {
	pool, err := fillPostgres(m)
	if err != nil {
		return err
	}
	server := grpc.NewServer()
	compendiumv1.RegisterCatalogServiceServer(server, &database{pool: pool})
	return server.Serve(listener)
}

// GetDrug reads one row.
func (d *database) GetDrug(ctx context.Context, r *compendiumv1.GetDrugRequest) (*compendiumv1.Drug, error) {
	var record []byte
	if err := d.pool.QueryRow(ctx, "select record from drugs where name = $1", r.Name).Scan(&record); err != nil {
		return nil, status.Error(codes.NotFound, err.Error())
	}
	drug := &compendiumv1.Drug{}
	return drug, proto.Unmarshal(record, drug)
}

// ListDrugs reads a page.
func (d *database) ListDrugs(
	ctx context.Context, r *compendiumv1.ListDrugsRequest,
) (*compendiumv1.ListDrugsResponse, error) {
	drugs, err := d.read(ctx, "select record from drugs order by name limit $1", r.PageSize)
	return &compendiumv1.ListDrugsResponse{Drugs: drugs}, err
}

// BatchGetDrugs reads rows in the order of their names in the request.
func (d *database) BatchGetDrugs(
	ctx context.Context, r *compendiumv1.BatchGetDrugsRequest,
) (*compendiumv1.BatchGetDrugsResponse, error) {
	drugs, err := d.read(ctx, "select d.record from unnest($1::text[]) with ordinality as n(name, i) join drugs d using "+
		"(name) order by n.i", r.Names)
	return &compendiumv1.BatchGetDrugsResponse{Drugs: drugs}, err
}

func (d *database) read(ctx context.Context, query string, argument any) ([]*compendiumv1.Drug, error) {
	rows, err := d.pool.Query(ctx, query, argument)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var drugs []*compendiumv1.Drug
	for rows.Next() {
		var record []byte
		if err := rows.Scan(&record); err != nil {
			return nil, err
		}
		drug := &compendiumv1.Drug{}
		if err := proto.Unmarshal(record, drug); err != nil {
			return nil, err
		}
		drugs = append(drugs, drug)
	}
	return drugs, rows.Err()
}
