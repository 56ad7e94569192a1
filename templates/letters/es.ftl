your-code = Su código de voto
how = Cómo votar
step-open = Escanee el código QR con el teléfono o abra la dirección en un navegador.
step-code = Introduzca el código de voto. No importan las mayúsculas y minúsculas, los espacios ni los guiones.
step-vote = Elija, revise su elección y emita el voto. Después ya no se puede cambiar.
votes = { $n ->
    [one] Tiene un voto.
   *[other] Tiene { $n } votos.
 }
keep = El código vale para todas las votaciones de esta asamblea. No se lo dé a nadie y comunique enseguida su pérdida a la mesa electoral.
deputy = Hoja para la suplencia.
deputy-explained = Este código no abre nada hasta que haya asumido un puesto en la entrada.
