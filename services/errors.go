package services

import (
	"errors"
	"fmt"
	"strings"

	"buf.build/go/protovalidate"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
)

// ErrorDomain is the domain of every ErrorInfo of this service.
const ErrorDomain = "compendium.opencompendium.github.com"

// Reasons of errors, for ErrorInfo. They are part of the public surface.
const (
	ReasonInvalidRequest   = "INVALID_REQUEST"
	ReasonInvalidFilter    = "INVALID_FILTER"
	ReasonInvalidPageToken = "INVALID_PAGE_TOKEN"
	ReasonInvalidOrder     = "INVALID_ORDER_BY"
	ReasonInvalidMask      = "INVALID_FIELD_MASK"
	ReasonNotFound         = "RESOURCE_NOT_FOUND"
	// ReasonNotModified: what is asked for is as it was in the version that the request names.
	ReasonNotModified = "NOT_MODIFIED"
	// ReasonVersionNotRetained: the version that the request asks for cannot be read any more.
	ReasonVersionNotRetained = "VERSION_NOT_RETAINED"
	// ReasonVersionChanged: a consistent list cannot go on, because the version of its pages before cannot be read any more.
	ReasonVersionChanged = "VERSION_CHANGED"
	// ReasonVersionTooOld: the changes since the version are not remembered any more.
	ReasonVersionTooOld = "VERSION_TOO_OLD"
	// ReasonShuttingDown: the server ends; another one, or the same later, answers.
	ReasonShuttingDown = "SHUTTING_DOWN"
	// ReasonOverloaded: the server does as much as it may; the same call may succeed later.
	ReasonOverloaded = "OVERLOADED"
	ReasonInternal   = "INTERNAL"
	// ReasonMalformedRequest: the request is no message of the schema.
	ReasonMalformedRequest = "MALFORMED_REQUEST"
	// ReasonDeadlineExceeded and ReasonCanceled: the call ended before its answer was ready.
	ReasonDeadlineExceeded = "DEADLINE_EXCEEDED"
	ReasonCanceled         = "CANCELED"
	// ReasonCredentialsMissing and ReasonTokenInvalid: the caller does not prove who it is.
	ReasonCredentialsMissing = "CREDENTIALS_MISSING"
	ReasonTokenInvalid       = "TOKEN_INVALID"
	// ReasonKeysUnavailable: a token cannot be checked now, since the keys of its issuer cannot be had.
	ReasonKeysUnavailable = "KEYS_UNAVAILABLE"
	// ReasonCallerNotAllowed: the caller is known and may not call the method.
	ReasonCallerNotAllowed = "CALLER_NOT_ALLOWED"
)

// failure makes an error by AIP-193: one ErrorInfo with every part of the message that varies, and more details.
func failure(code codes.Code, reason, message string, varies map[string]string, details ...protoadapt.MessageV1) error {
	st := status.New(code, message)
	all := append([]protoadapt.MessageV1{&errdetails.ErrorInfo{Reason: reason, Domain: ErrorDomain, Metadata: varies}}, details...)
	detailed, err := st.WithDetails(all...)
	if err != nil {
		return st.Err()
	}
	return detailed.Err()
}

func badRequest(reason, field, description string) error {
	return failure(codes.InvalidArgument, reason, field+": "+description, map[string]string{"field": field},
		&errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{{Field: field, Description: description, Reason: reason}}})
}

// invalidRequest makes an error of a request that its rules refuse.
func invalidRequest(err error) error {
	var invalid *protovalidate.ValidationError
	if !errors.As(err, &invalid) {
		return failure(codes.InvalidArgument, ReasonInvalidRequest, err.Error(), nil)
	}
	details := &errdetails.BadRequest{}
	var messages, fields []string
	for _, v := range invalid.Violations {
		field := protovalidate.FieldPathString(v.Proto.GetField())
		fields = append(fields, field)
		messages = append(messages, field+": "+v.Proto.GetMessage())
		details.FieldViolations = append(details.FieldViolations, &errdetails.BadRequest_FieldViolation{
			Field: field, Description: v.Proto.GetMessage(), Reason: reasonOf(v.Proto.GetRuleId())})
	}
	return failure(codes.InvalidArgument, ReasonInvalidRequest, "The request is not valid. "+strings.Join(messages, "; "),
		map[string]string{"fields": strings.Join(fields, ",")}, details)
}

// reasonOf writes a rule's identifier as AIP-193 writes reasons.
func reasonOf(rule string) string {
	return strings.ToUpper(strings.NewReplacer("-", "_", ".", "_").Replace(rule))
}

// notFound makes an error of names that the catalog does not have, with the nearest one that it has where there is one.
func notFound(nearest string, names ...string) error {
	message := fmt.Sprintf("There is no %s.", strings.Join(names, ", "))
	varies := map[string]string{"names": strings.Join(names, ",")}
	if nearest != "" {
		message += " Did you mean " + nearest + "?"
		varies["nearest"] = nearest
	}
	var details []protoadapt.MessageV1
	for _, name := range names {
		collection, _, _ := strings.Cut(name, "/")
		details = append(details, &errdetails.ResourceInfo{ResourceType: "compendium.v1/" + resourceTypes[collection], ResourceName: name, Description: "The catalog has no such record."})
	}
	return failure(codes.NotFound, ReasonNotFound, message, varies, details...)
}

// resourceTypes names the resource type of each collection.
var resourceTypes = map[string]string{
	"drugs": "Drug", "classes": "DrugClass", "regimens": "Regimen", "procedures": "Procedure", "conditions": "Condition",
	"targets": "Target", "trials": "Trial", "regulators": "Regulator", "sources": "Source",
}

// versionGone makes the error of a version that is not retained.
func versionGone(reason, version string, now *state) error {
	code, message := codes.OutOfRange, "The version "+version+" cannot be read any more, or it never was one."
	if reason == ReasonVersionChanged {
		code, message = codes.Aborted, "The version "+version+", which the pages before came from, cannot be read any more. Begin with the first page, or leave consistent out to go on in the newest version."
	}
	return failure(code, reason, message, map[string]string{"version": version, "retained": now.versions()})
}

func internalError(incident string) error {
	return failure(codes.Internal, ReasonInternal, "The call failed on the server; its log has more under "+incident+".", map[string]string{"incident": incident})
}
